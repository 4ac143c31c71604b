// Owns the list of cases: urgent first, then by clock. Knows nothing of what was reported.
import { type CaseLine } from "../api";
import { alertBox, badge, button, field, h, paragraph } from "../dom";
import { isRemembered, search } from "../index";
import { show, trouble, type Frame } from "../shell";
import { label, moment, printable, t } from "../texts";
import { plain } from "../traits";
import { readForSearch } from "./case";

type Around = Omit<Frame, "title">;

export function caseList(around: Around, cases: CaseLine[], now: string, notice: HTMLElement | null, below: HTMLElement | null, open: (caseId: string) => void): void {
  const items = cases.map((one) => row(one, new Date(now), open));
  show(
    { ...around, title: t("dossier-list-title"), level: "wide" },
    notice,
    cases.length ? searchBox(cases, open) : null,
    cases.length ? h("ul", { class: "cases" }, ...items) : alertBox("info", paragraph(t("dossier-list-empty"))),
    below,
  );
}

/** Search in what was opened; opening everything first is a choice, because it takes a while. */
function searchBox(cases: CaseLine[], open: (caseId: string) => void): HTMLElement {
  const input = h("input", { type: "search", class: "utrecht-textbox utrecht-textbox--html-input", autocomplete: "off" });
  const query = field(t("dossier-search"), input, t("dossier-search-hint"));
  const results = h("div", { "aria-live": "polite" });
  const closed = (): CaseLine[] => cases.filter((one) => !isRemembered(one.case_id));
  const look = (): void => {
    const found = search(input.value);
    const none = plain(input.value).length >= 2 && !found.length;
    results.replaceChildren(...found.map((one) => h("p", { class: "found" },
      button(one.reference, () => open(one.caseId), "subtle"), " ", printable(one.around))), none ? paragraph(t("dossier-search-none"), "note") : "");
  };
  const all = button(t("dossier-search-all"), async () => {
    try {
      for (const one of closed()) await readForSearch(one.case_id);
      all.remove();
      look();
    } catch (error) {
      results.replaceChildren(alertBox("error", trouble(error)));
    }
  });
  input.addEventListener("input", look);
  return h("section", { class: "card search", role: "search" }, query.box, closed().length ? h("p", {}, all) : null, results);
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
