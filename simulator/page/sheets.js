// Owns what lies over a phone for a moment: the sheet before files are sent, an alert, an invitation code.

import { h } from "./dom.js";
import { t } from "./words.js";

function open(screen, veil, onClose) {
  const app = screen.querySelector(".app");
  const before = document.activeElement;
  app.inert = true;
  const close = () => {
    app.inert = false;
    veil.remove();
    before?.focus?.({ preventScroll: true });
    onClose?.();
  };
  veil.addEventListener("keydown", (event) => event.key === "Escape" && close());
  screen.append(veil);
  veil.querySelector("input:checked, input, .primary")?.focus({ preventScroll: true });
  return close;
}

/** A choice between sending as a photo or as a file, with a text; `send(kind, caption)` does it. */
export function askHowToSend(screen, files, send) {
  const kinds = possibleKinds(files);
  const caption = h("input", { class: "words", type: "text", placeholder: t("caption"), "aria-label": t("caption") });
  const form = h(
    "form",
    { class: "sheet", role: "dialog", "aria-label": t("sendCount", files.length) },
    h("h3", {}, t("sendCount", files.length)),
    h("div", { class: "thumbs" }, files.map(thumb)),
    kinds.length > 1 ? h("fieldset", { class: "choice" }, kinds.map(choice)) : null,
    caption,
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "plain", onclick: () => close() }, t("cancel")),
      h("button", { type: "submit", class: "primary" }, t("send")),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const kind = form.querySelector("input[name=kind]:checked")?.value ?? kinds[0];
    close();
    send(kind, caption.value.trim());
  });
  const close = open(screen, h("div", { class: "veil" }, form));
}

function possibleKinds(files) {
  const all = (start) => files.every((file) => file.type.startsWith(start));
  if (all("image/")) return ["photo", "document"];
  if (all("audio/") && files.length === 1) return ["voice", "document"];
  if (all("video/")) return ["video", "document"];
  return ["document"];
}

const LABELS = {
  photo: ["asPhoto", "asPhotoHelp"],
  document: ["asFile", "asFileHelp"],
  voice: ["asVoice", "asVoiceHelp"],
  video: ["asVideo", "asVideoHelp"],
};

function choice(kind, at) {
  const [label, help] = LABELS[kind];
  return h(
    "label",
    {},
    h("input", { type: "radio", name: "kind", value: kind, checked: at === 0 }),
    t(label),
    h("small", {}, t(help)),
  );
}

function thumb(file) {
  if (!file.type.startsWith("image/")) return h("span", { class: "name" }, file.name);
  const address = URL.createObjectURL(file);
  return h("img", { src: address, alt: file.name, onload: () => URL.revokeObjectURL(address) });
}

/** What a bot wants to be read before going on. */
export function showAlert(screen, text) {
  const box = h(
    "div",
    { class: "alert", role: "alertdialog", "aria-label": text },
    h("p", {}, text),
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "primary", onclick: () => close() }, t("ok")),
    ),
  );
  const close = open(screen, h("div", { class: "veil centre" }, box));
}

/** Ask for an invitation code; `start(code)` uses it. */
export function askCode(screen, start) {
  const code = h("input", { class: "words", type: "text", required: true, autocomplete: "off", "aria-label": t("code") });
  const form = h(
    "form",
    { class: "sheet", role: "dialog", "aria-label": t("code") },
    h("h3", {}, t("code")),
    code,
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "plain", onclick: () => close() }, t("cancel")),
      h("button", { type: "submit", class: "primary" }, t("begin")),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    start(code.value.trim().replace(/^.*[?&]start=/, ""));
  });
  const close = open(screen, h("div", { class: "veil" }, form));
}
