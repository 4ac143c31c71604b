// Owns the screen of one case: fetching, opening and showing its parts. A part that is damaged is named and refused; the
// others are shown all the same.
import { api, type CaseDetail, type EnvelopeLine } from "../api";
import { alertBox, badge, button, h, heading, paragraph, replace } from "../dom";
import { fact, facts, objects, showDocument, type Json } from "../documents";
import { evidenceCard, forgetFiles } from "../evidence";
import { show, standing, trouble, type Frame } from "../shell";
import { forgetCases, hints, remember, type Hint } from "../index";
import { has, label, moment, printable, t } from "../texts";
import { vault, VaultError } from "../vault";
import { workPanel } from "./work";
import { clockOf, stateOf } from "./line";

type Around = Omit<Frame, "title">;

const SHOW_WAITING_MS = 150; // an answer that comes sooner is shown without a screen in between

let tapped = 0;

export async function caseScreen(around: Around, caseId: string, go: (caseId: string) => void): Promise<void> {
  const mine = (tapped += 1);
  let stands = standing();
  const wanted = (): boolean => stands() && mine === tapped;
  const waiting = setTimeout(() => {
    if (!wanted()) return;
    show({ ...around, title: t("dossier-opening"), level: "wide" });
    stands = standing();
  }, SHOW_WAITING_MS);
  let detail: CaseDetail;
  try {
    detail = await api.case(caseId);
  } catch (error) {
    if (wanted()) show({ ...around, title: t("dossier-trouble-title"), level: "wide" }, alertBox("error", trouble(error)),
      h("p", {}, button(t("dossier-again"), () => caseScreen(around, caseId, go), "primary")));
    return;
  } finally {
    clearTimeout(waiting);
  }
  if (wanted()) await render(around, detail, go);
}

async function render(around: Around, detail: CaseDetail, go: (caseId: string) => void): Promise<void> {
  forgetFiles();
  const files = fetchDocuments(detail);
  const documents = h("div", { class: "documents" });
  const evidenceList = h("ul", { class: "plain-list" });
  const status = h("p", { class: "note", role: "status" }, t("dossier-opening"));
  const head = h("div", {}, overview(detail));
  const steps = h("div", { class: "steps", role: "group", "aria-label": t("dossier-work") });
  const always = h("div", { class: "actions" });
  const panel = h("div", { class: "no-print" });
  const into = (element: HTMLElement): void => panel.replaceChildren(element);
  show({ ...around, title: detail.reference, level: "wide" }, head, h("div", { class: "no-print" }, steps, always), status, documents, panel);
  const told = async (event: "received" | "opened"): Promise<void> => {
    try {
      const fresh = await api.tell(detail.case_id, event);
      head.replaceChildren(overview(fresh));
      replace(steps, ...stepButtons(fresh, told), alertBox("ok", paragraph(t(`dossier-told-${event}`))));
    } catch (error) {
      replace(steps, ...stepButtons(detail, told), alertBox("error", trouble(error)));
    }
  };
  steps.append(...stepButtons(detail, told));
  if (detail.mine) always.append(button(t("dossier-work"), () => {
    panel.scrollIntoView();
    panel.querySelector("h2")?.focus({ preventScroll: true });
  }));
  if (detail.mine) into(workPanel(detail.case_id, (fresh) => {
    if (!fresh) { // who stepped back sees nothing of it any more; the answer says so
      forgetFiles();
      forgetCases();
      return [head, steps, always, documents, status].forEach((place) => place.replaceChildren());
    }
    head.replaceChildren(overview(fresh));
    replace(steps, ...stepButtons(fresh, told));
  }));
  const { listed, whole } = await openDocuments(detail, files, documents);
  const evidence = newest(detail.envelopes).filter((one) => one.part.startsWith("evidence-"));
  evidence.forEach((one, index) => {
    const about = listed.get(one.part);
    evidenceList.append(one.readable ? evidenceCard(detail.case_id, one, about, index + 1) : unreadable(one));
  });
  const missing = [...listed.keys()].filter((part) => !evidence.some((one) => one.part === part)).length;
  if (evidence.length || missing) documents.append(h("section", { class: "card" }, heading(2, t("dossier-evidence")), evidenceList,
    missing ? alertBox("warning", paragraph(t("dossier-evidence-missing", { count: missing }))) : null));
  documents.append(register(detail));
  const same = hintBox(hints(detail.case_id), go);
  if (same) documents.prepend(same);
  always.append(button(t("dossier-print"), () => print(), "subtle"));
  status.textContent = t(whole ? "dossier-opened" : "dossier-opened-partly");
}

function stepButtons(detail: CaseDetail, told: (event: "received" | "opened") => Promise<void>): HTMLElement[] {
  if (!detail.mine || ["withdrawn", "closed"].includes(detail.state)) return [];
  if (detail.received_at === null) return [button(t("dossier-confirm"), () => told("received"), "primary")];
  if (detail.opened_at === null && detail.kind === "report") return [button(t("dossier-read"), () => told("opened"), "primary")];
  return [];
}

function overview(detail: CaseDetail): HTMLElement {
  const shown = facts();
  fact(shown, t("dossier-office"), label(`office-${detail.office}`, detail.office));
  fact(shown, t("dossier-sent"), moment(detail.created_at));
  if (detail.received_at) {
    const by = detail.people[detail.received_by]?.name ?? "";
    fact(shown, t("dossier-received"), by ? `${moment(detail.received_at)}, ${by}` : moment(detail.received_at));
  }
  if (detail.opened_at) fact(shown, t("dossier-opened-at"), moment(detail.opened_at));
  return h("section", { class: "overview" },
    h("p", { class: "badges" }, detail.urgent ? badge(t("dossier-urgent"), "urgent") : null, badge(stateOf(detail), "state")),
    clockOf(detail, new Date(detail.now)), shown);
}

/** Why other reports of this visit may be about the same person: a hint, never a conclusion. */
function hintBox(found: Hint[], go: (caseId: string) => void): HTMLElement | null {
  if (!found.length) return null;
  const lines = found.map((one) => h("li", {},
    button(one.reference, () => go(one.caseId), "subtle"), " ", t(`dossier-same-${one.kind}`, { what: printable(one.shown) })));
  return alertBox("info", heading(2, t("dossier-same")), paragraph(t("dossier-same-hint")), h("ul", { class: "plain-list" }, ...lines));
}

/** Open the documents of a case only to search in them; parts that do not open are passed over here. */
export async function readForSearch(caseId: string): Promise<void> {
  const detail = await api.case(caseId);
  const documents: Json[] = [];
  for (const one of newest(detail.envelopes)) {
    if (one.part.startsWith("evidence-") || !one.readable) continue;
    try {
      documents.push(await openDocument(caseId, one));
    } catch (error) {
      if (!(error instanceof VaultError) || error.code === "locked") throw error;
    }
  }
  remember(caseId, detail.reference, documents);
}

type Files = Map<EnvelopeLine, Promise<ArrayBuffer> | null>;

/** Every document's sealed file, under way from now on, or null when it is not sealed to this handler. */
function fetchDocuments(detail: CaseDetail): Files {
  const parts = newest(detail.envelopes).filter((one) => !one.part.startsWith("evidence-"));
  return new Map(parts.map((one) => [one, one.readable ? fetched(one) : null]));
}

/** Open every document; what the reports list as evidence, by part, and whether each could be opened. */
async function openDocuments(detail: CaseDetail, files: Files, into: HTMLElement): Promise<{ listed: Map<string, Json>; whole: boolean }> {
  const listed = new Map<string, Json>();
  const opened: Json[] = [];
  for (const [one, file] of files) {
    if (!file) {
      into.append(unreadable(one));
      continue;
    }
    try {
      const document = await openDocument(detail.case_id, one, file);
      for (const file of objects(document["evidence"])) listed.set(String(file["part"]), file);
      opened.push(document);
      into.append(showDocument(document));
    } catch (error) {
      if (error instanceof VaultError && error.code === "locked") throw error;
      if (error instanceof VaultError && error.code === "other-key") into.append(unreadable(one, trouble(error)));
      else into.append(alertBox("error", heading(2, t("dossier-refused", { part: partName(one) })), paragraph(trouble(error))));
    }
  }
  await new Promise((painted) => setTimeout(painted)); // what was opened can be read before it is compared
  if (!vault.isOpen) throw new VaultError("locked");
  remember(detail.case_id, detail.reference, opened);
  return { listed, whole: opened.length === files.size };
}

/** Under way from now on, so that the next part arrives while this one is opened. */
function fetched(one: EnvelopeLine): Promise<ArrayBuffer> {
  const file = api.envelope(one.envelope_id);
  file.catch(() => undefined); // told where it is waited for
  return file;
}

async function openDocument(caseId: string, one: EnvelopeLine, file = fetched(one)): Promise<Json> {
  const opened = await vault.open(await file, one, { report_id: caseId, part: one.part, revision: one.revision });
  try {
    const document: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(opened.content));
    if (typeof document === "object" && document !== null) return document as Json;
  } catch {
    // falls through: something else than a document
  }
  throw new VaultError("damaged");
}

/** Parts that are written anew as a whole are shown once, in their newest revision; additions are all shown. */
function newest(envelopes: EnvelopeLine[]): EnvelopeLine[] {
  const whole = (one: EnvelopeLine): boolean => one.part === "ledger";
  const last = new Map<string, number>();
  for (const one of envelopes) last.set(one.part, Math.max(last.get(one.part) ?? 0, one.revision));
  return envelopes.filter((one) => !whole(one) || one.revision === last.get(one.part));
}

/** In words what a part is: `message-3` is a message. A later revision says so. */
function partName(one: EnvelopeLine): string {
  const pieces = one.part.split("-");
  const keys = pieces.map((_, left) => `dossier-part-${pieces.slice(0, pieces.length - left).join("-")}`);
  const name = t(keys.find(has) ?? "dossier-unknown-kind");
  return one.revision > 1 ? `${name} (${one.revision})` : name;
}

function unreadable(one: EnvelopeLine, why = t("dossier-not-readable")): HTMLElement {
  return h(one.part.startsWith("evidence-") ? "li" : "div", { class: "card" }, heading(2, partName(one)), paragraph(why));
}

/** Which sealed parts there are and who can read them. */
function register(detail: CaseDetail): HTMLElement {
  const rows = detail.envelopes.map((one) => h("tr", {},
    h("th", { scope: "row" }, partName(one)),
    h("td", {}, moment(one.created_at)),
    h("td", {}, one.readers.map((role) => role === "recovery" ? t("dossier-recovery") : role ? label(`role-${role}`, role) : t("dossier-earlier-key")).join(", ")),
    h("td", {}, h("code", {}, one.sha256)),
  ));
  const head = h("tr", {}, ...["dossier-register-part", "dossier-sent", "dossier-readers", "dossier-register-hash"].map((key) => h("th", { scope: "col" }, t(key))));
  return h("details", { class: "card" }, h("summary", {}, t("dossier-register")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("dossier-register") },
      h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows))));
}
