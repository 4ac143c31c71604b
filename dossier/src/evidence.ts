// Owns showing evidence: pictures in the page, everything else as a download with its hash and a warning. What is a
// picture is decided by its bytes; whatever else somebody sent never runs or shows here.
import { api, type EnvelopeLine } from "./api";
import { alertBox, button, h, heading, paragraph, replace } from "./dom";
import { type Json } from "./documents";
import { MOST_PIXELS, pixelsOf } from "./pixels";
import { bytes, label, printable, t } from "./texts";
import { trouble } from "./shell";
import { vault, VaultError, type Opened } from "./vault";

const held = new Set<string>();
const SHOWN_AT_ONCE_BYTES = 5_000_000;

/** Forget every opened file. */
export function forgetFiles(): void {
  for (const url of held) URL.revokeObjectURL(url);
  held.clear();
}

/** The type of a picture that can be shown, by its first bytes. Not SVG: that is a program. */
export function pictureType(content: Uint8Array): string | null {
  const starts = (...wanted: number[]): boolean => wanted.every((byte, i) => content[i] === byte);
  const word = (from: number): string => String.fromCharCode(...content.subarray(from, from + 4));
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (starts(0xff, 0xd8, 0xff)) return "image/jpeg";
  if (word(0) === "GIF8") return "image/gif";
  if (word(0) === "RIFF" && word(8) === "WEBP") return "image/webp";
  return null;
}

/** One piece of evidence. `listed` is what the report says of it; without it, it came later. */
export function evidenceCard(caseId: string, envelope: EnvelopeLine, listed: Json | undefined, number: number): HTMLElement {
  const kind = printable(listed?.["kind"] ?? "document").replace(/_/g, "-");
  const name = printable(listed?.["file_name"] || "") || `${label(`file-${kind}`, kind)} ${number}`;
  const place = h("div", { class: "evidence-content", role: "group", "aria-label": name, "aria-live": "polite" });
  const notes = h("div", { class: "evidence-notes" });
  if (listed?.["caption"]) notes.append(paragraph(printable(listed["caption"])));
  if (listed?.["forwarded_from"]) notes.append(paragraph(t("forwarded-from", { origin: printable(listed["forwarded_from"]) }), "note"));
  const card = h("li", { class: "evidence" }, heading(3, name), notes, place);
  const load = async (): Promise<void> => {
    replace(place, paragraph(t("dossier-opening"), "note"));
    try {
      replace(place, ...content(await openEvidence(caseId, envelope, listed), name));
    } catch (error) {
      if (error instanceof VaultError && error.code === "locked") return;
      replace(place, alertBox("error", `${name}: ${trouble(error)}`), button(t("dossier-again"), load));
    }
  };
  const size = Number(listed?.["size_bytes"] ?? 0);
  if (kind === "photo" || (size > 0 && size <= SHOWN_AT_ONCE_BYTES)) void load();
  else place.append(button(t("dossier-open-file", { size: size ? bytes(size) : "" }), load));
  return card;
}

async function openEvidence(caseId: string, envelope: EnvelopeLine, listed: Json | undefined): Promise<Opened> {
  const file = await api.envelope(envelope.envelope_id);
  const opened = await vault.open(file, envelope, { report_id: caseId, part: envelope.part, revision: envelope.revision });
  const expected = listed?.["sha256"];
  if (typeof expected === "string" && expected && expected !== opened.header.sha256) throw new VaultError("evidence");
  return opened;
}

function content(opened: Opened, name: string): HTMLElement[] {
  const picture = pictureType(opened.content);
  const url = URL.createObjectURL(new Blob([opened.content as BlobPart], { type: picture ?? "application/octet-stream" }));
  held.add(url);
  const hash = h("p", { class: "hash" }, "SHA-256 ", h("code", {}, opened.header.sha256));
  const download = h(
    "a",
    { class: "nl-button nl-button--secondary", href: url, download: safeName(name, opened.header.attributes["file_name"], picture) },
    t("dossier-download", { size: bytes(opened.content.length) }),
  );
  const shown = picture !== null && pixelsOf(opened.content, picture) <= MOST_PIXELS;
  if (shown) return [h("img", { src: url, alt: t("dossier-picture", { name }), class: "picture" }), hash, h("p", {}, download)];
  return [alertBox("warning", paragraph(t("dossier-download-warning"))), hash, h("p", {}, download)];
}

/** A name without a path, with an ending that starts nothing when it is opened. */
export function safeName(shown: string, given: string | undefined, picture: string | null): string {
  const last = (given || shown).normalize("NFC").split(/[/\\]/).pop() ?? "";
  const letters = last.replace(/[^\p{L}\p{N}._-]/gu, "_").replace(/_{2,}/g, "_").replace(/^[._-]+|[._-]+$/g, "");
  const dot = letters.lastIndexOf(".");
  const stem = (dot > 0 ? letters.slice(0, dot) : letters).replace(/\./g, "_").slice(0, 60) || "bestand";
  const ending = dot > 0 ? letters.slice(dot + 1).toLowerCase().slice(0, 16) : "";
  if (picture) return `${stem}.${picture.split("/")[1]}`;
  return HARMLESS.has(ending) ? `${stem}.${ending}` : `${stem}${ending ? `.${ending}` : ""}.bin`;
}

const HARMLESS = new Set(
  ("jpg jpeg png gif webp heic heif bmp tif tiff mp4 m4v mov webm mpg mpeg 3gp ogv ogg oga opus mp3 m4a aac wav flac amr " +
    "pdf txt csv eml msg rtf odt ods docx xlsx vcf").split(" "),
);
