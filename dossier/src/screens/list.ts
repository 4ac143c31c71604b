// Owns the list of cases: urgent first, then by clock. Knows nothing of what was reported.
import { api, type CaseLine, type CaseList } from "../api";
import { alertBox, badge, button, field, h, paragraph, replace } from "../dom";
import { isRemembered, search } from "../index";
import { show, trouble, type Frame } from "../shell";
import { label, moment, printable, t } from "../texts";
import { plain } from "../traits";
import { readForSearch } from "./case";
import { clockOf, stateOf } from "./line";

type Around = Omit<Frame, "title">;
type Open = (caseId: string) => void;

const AT_ONCE = 40; // rows that are made before the page is shown, and in each turn after that

export function caseList(around: Around, listed: CaseList, notice: HTMLElement | null, key: () => void, open: Open): void {
  const cases = [...listed.cases];
  const now = new Date(listed.now);
  const items = h("div", {});
  const finished = h("section", {});
  const any = cases.length + listed.finished > 0;
  show(
    { ...around, title: t("dossier-list-title"), level: "wide" },
    notice,
    any ? searchBox(cases, open) : null,
    cases.length ? items : alertBox("info", paragraph(t("dossier-list-empty"))),
    finished,
    h("p", { class: "no-print" }, button(t("dossier-key"), key, "subtle")),
  );
  fill(items, cases, now, open);
  if (listed.finished) finished.append(button(t("dossier-list-finished", { count: listed.finished }), () => showFinished(finished, cases, now, open)));
}

/** The finished cases, fetched when they are wanted; from then on they are searched as well. */
async function showFinished(place: HTMLElement, cases: CaseLine[], now: Date, open: Open): Promise<void> {
  try {
    const more = (await api.cases(true)).cases;
    cases.push(...more);
    const items = h("div", {});
    replace(place, h("h2", { class: "nl-heading nl-heading--level-2" }, t("dossier-list-finished-title")), items);
    fill(items, more, now, open);
  } catch (error) {
    place.append(alertBox("error", trouble(error)));
  }
}

/** Make the first rows now and the others a few at a time, so that the page answers in between. Every few are a list of
 * their own, which the browser need not lay out while it is out of sight. */
function fill(items: HTMLElement, cases: readonly CaseLine[], now: Date, open: Open, from = 0): void {
  items.append(h("ul", { class: "cases" }, ...cases.slice(from, from + AT_ONCE).map((one) => row(one, now, open))));
  const next = from + AT_ONCE;
  if (next < cases.length) setTimeout(() => items.isConnected && fill(items, cases, now, open, next));
}

/** Search in what was opened; opening everything first is a choice, because it takes a while. */
function searchBox(cases: readonly CaseLine[], open: Open): HTMLElement {
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
    const wanted = closed();
    try {
      for (const [index, one] of wanted.entries()) {
        results.textContent = t("dossier-search-busy", { done: index, of: wanted.length });
        await readForSearch(one.case_id);
      }
      if (all === document.activeElement) input.focus();
      all.remove();
      look();
    } catch (error) {
      results.replaceChildren(alertBox("error", trouble(error)));
    }
  });
  input.addEventListener("input", look);
  return h("section", { class: "card search", role: "search" }, query.box, closed().length ? h("p", {}, all) : null, results);
}

function row(one: CaseLine, now: Date, open: Open): HTMLElement {
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
