// Owns the windows over the whole page: how far to move the clock, a new person, a picture in full.

import { h, icon } from "./dom.js";
import { t } from "./words.js";

const UNIT_SECONDS = [60, 3600, 86_400, 604_800];

function ask(title, submit, fields, read) {
  return new Promise((resolve) => {
    const form = h(
      "form",
      { method: "dialog" },
      h("h2", {}, title),
      h("div", { class: "fields" }, fields),
      h(
        "div",
        { class: "actions" },
        h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, t("cancel")),
        h("button", { type: "submit", class: "primary" }, submit),
      ),
    );
    let answer = null;
    form.addEventListener("submit", () => {
      answer = read();
    });
    const dialog = h("dialog", { class: "window", "aria-label": title }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** How far the clock must go, in seconds; null when the question was put away. */
export function askAmount() {
  const amount = h("input", { type: "number", min: "1", max: "9999", value: "2", required: true });
  const unit = h("select", {}, t("units").map((name, at) => h("option", { value: String(at) }, name)));
  unit.value = "2";
  const fields = [h("label", {}, t("amount"), amount), h("label", {}, t("unit"), unit)];
  return ask(t("customTitle"), t("move"), fields, () => Number(amount.value) * UNIT_SECONDS[Number(unit.value)]);
}

/** The names of a new person; null when the question was put away. */
export function askPerson() {
  const first = h("input", { required: true, maxlength: "40", autocomplete: "off" });
  const last = h("input", { maxlength: "40", autocomplete: "off" });
  const fields = [h("label", {}, t("firstName"), first), h("label", {}, t("lastName"), last)];
  return ask(t("newPersonTitle"), t("make"), fields, () => [first.value.trim(), last.value.trim()]);
}

/** A picture in full. */
export function showPicture(source) {
  const dialog = h(
    "dialog",
    { class: "lightbox", "aria-label": t("photo"), onclick: () => dialog.close() },
    h("img", { src: source, alt: t("photo") }),
    h("button", { type: "button", "aria-label": t("close") }, icon("close")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
