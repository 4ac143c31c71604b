// Owns working a case: the same steps as in the chat, pressed and written here. What is possible comes from the server.
import { api, type CaseDetail, type WorkAnswer, type WorkAsked } from "../api";
import { alertBox, button, field, h, heading, paragraph, replace } from "../dom";
import { trouble } from "../shell";
import { printable, t } from "../texts";

/** The panel; `changed` is told after every step how the case is now. */
export function workPanel(caseId: string, changed: (fresh: CaseDetail | null) => void): HTMLElement {
  const place = h("div", { class: "answer", role: "group", "aria-label": t("dossier-work"), "aria-live": "polite" });
  const take = async (asked: WorkAsked): Promise<void> => {
    try {
      const answer = await api.work(caseId, asked);
      replace(place, ...shown(answer, take, menu));
      changed(answer.case);
    } catch (error) {
      place.prepend(alertBox("error", trouble(error)));
    }
  };
  const menu = (): Promise<void> => take({ action: "case_step", argument: `${caseId}:menu:main` });
  place.append(h("p", {}, button(t("dossier-work-begin"), menu)));
  return h("section", { class: "card work" }, heading(2, t("dossier-work"), { tabindex: "-1" }), place);
}

type Take = (asked: WorkAsked) => Promise<void>;

function shown(answer: WorkAnswer, take: Take, menu: () => Promise<void>): HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (const message of answer.messages) {
    for (const text of printable(message.text).split(/\n\s*\n/)) if (text.trim()) parts.push(paragraph(text.trim(), "lines"));
    const buttons = message.buttons.map((one) => {
      const once = crypto.randomUUID(); // pressed again because the answer was lost, it is still the same step
      return button(one.label, () => take({ action: one.action, argument: one.argument, once }));
    });
    if (buttons.length) parts.push(h("div", { class: "actions" }, ...buttons));
  }
  if (answer.writing) parts.push(writing(answer.writing, take));
  parts.push(h("p", {}, button(t("dossier-work-menu"), menu, "subtle")));
  return parts;
}

function writing(what: string, take: Take): HTMLElement {
  const area = h("textarea", { class: "utrecht-textbox utrecht-textbox--html-input", rows: 4, maxlength: 4096 });
  const words = field(t("dossier-work-words"), area);
  let [sent, once] = ["", ""];
  const send = async (): Promise<void> => {
    if (!area.value.trim()) return words.complain(t("dossier-work-empty"));
    if (area.value !== sent) [sent, once] = [area.value, crypto.randomUUID()];
    await take({ writing: what, text: area.value, once });
  };
  return h("form", { novalidate: true, onsubmit: (event: Event) => event.preventDefault() }, words.box,
    h("p", {}, button(t("dossier-work-send"), send, "primary", { type: "submit" })));
}
