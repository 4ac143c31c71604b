// Owns the list of cases: urgent first, then by clock. Knows nothing of what was reported.
import { type CaseLine } from "../api";
import { alertBox, badge, h, paragraph } from "../dom";
import { show, type Frame } from "../shell";
import { label, moment, t } from "../texts";

type Around = Omit<Frame, "title">;

export function caseList(around: Around, cases: CaseLine[], now: string, notice: HTMLElement | null, below: HTMLElement | null, open: (caseId: string) => void): void {
  const items = cases.map((one) => row(one, new Date(now), open));
  show(
    { ...around, title: t("dossier-list-title"), level: "wide" },
    notice,
    cases.length ? h("ul", { class: "cases" }, ...items) : alertBox("info", paragraph(t("dossier-list-empty"))),
    below,
  );
}

function row(one: CaseLine, now: Date, open: (caseId: string) => void): HTMLElement {
  const link = h("a", { class: "nl-link case-link", href: `#${one.case_id}` }, one.reference);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open(one.case_id);
  });
  return h(
    "li",
    { class: one.urgent ? "case urgent" : "case" },
    h("div", { class: "case-head" }, link, one.urgent ? badge(t("dossier-urgent"), "urgent") : null, badge(stateOf(one), "state")),
    h("p", { class: "note" }, label(`dossier-kind-${one.kind}`, one.kind), " · ", moment(one.created_at)),
    clockOf(one, now),
  );
}

export function stateOf(one: CaseLine): string {
  return label(`case-state-${one.state}`, one.state);
}

export function clockOf(one: CaseLine, now: Date): HTMLElement | null {
  if (!one.due_at) return null;
  const late = new Date(one.due_at) < now;
  return h("p", { class: late ? "clock late" : "clock" }, t(late ? "dossier-clock-late" : "dossier-clock", { at: moment(one.due_at) }));
}
