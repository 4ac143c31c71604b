// Owns the recovery sheet: what is printed and kept in a safe. Only the protected identity stands on it.
import { h, heading, paragraph, paragraphs } from "../dom";
import { date, t } from "../texts";

export function recoverySheet(words: string, recipient: string, file: string): HTMLElement {
  return h(
    "section",
    { class: "sheet card" },
    heading(2, t("dossier-sheet-heading")),
    paragraph(t("dossier-sheet-made", { date: date(new Date().toISOString()) })),
    ...paragraphs(t("dossier-sheet-how")),
    heading(3, t("dossier-words")),
    h("ol", { class: "check-words" }, ...words.split(" ").flatMap((word) => [h("li", {}, word), " "])),
    heading(3, t("dossier-sheet-protected")),
    h("pre", { class: "raw" }, file.trim()),
    heading(3, t("dossier-sheet-recipient")),
    h("pre", { class: "raw tiny" }, recipient),
  );
}
