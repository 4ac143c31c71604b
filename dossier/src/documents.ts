// Owns how an opened document reads: a report by question, a supplement, a check-in. Opens and checks nothing.
import { badge, h, heading, paragraph } from "./dom";
import { date, has, label, moment, printable, t } from "./texts";

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The document as elements; one of an unknown kind is shown as it is, so that nothing stays hidden. */
export function showDocument(document: Json): HTMLElement {
  const section = h("section", { class: "card" });
  const show = SHOW[String(document["kind"])];
  if (show && document["format"] === 1) section.append(...show(document));
  else if (document["format"] === 1 && typeof document["text"] === "string") section.append(...words(document));
  else section.append(heading(2, t("dossier-unknown-kind")), h("pre", { class: "raw" }, printable(JSON.stringify(document, null, 1))));
  return section;
}

const SHOW: Record<string, (document: Json) => HTMLElement[]> = {
  "report": report,
  "supplement": supplement,
  "check-in": checkIn,
  "ledger": ledger,
};

/** A message, note or explanation that was sealed in its own words. */
function words(document: Json): HTMLElement[] {
  const kind = printable(document["kind"]);
  const shown = facts();
  fact(shown, t("dossier-from"), [printable(document["who"]), label(`role-${printable(document["role"])}`, "")].filter(Boolean).join(", "));
  fact(shown, t("dossier-sent"), moment(String(document["written_at"] ?? "")));
  return [heading(2, label(`dossier-part-${kind}`, kind)), shown, ...messages([document])];
}

/** What was proposed, answered and done. */
function ledger(document: Json): HTMLElement[] {
  const measures = new Map(objects(document["actions"]).map((a) => [String(a["action"]), printable(a["measure"])]));
  const actions = objects(document["actions"]).map((a) =>
    `${label(`measure-${printable(a["measure"])}`, printable(a["measure"]))}: ${label(`action-state-${printable(a["state"])}`, printable(a["state"]))}`);
  const talks = objects(document["talks"]).map((talk) =>
    `${label(`talk-${printable(talk["talk"])}`, printable(talk["talk"]))}: ${label(`talk-state-${printable(talk["state"])}`, printable(talk["state"]))}`);
  const entries = objects(document["entries"]).map((entry) => {
    const measure = measures.get(String(entry["about"]));
    const named = measure ? ` (${label(`measure-${measure}`, measure)})` : "";
    const who = printable(entry["who"]) || label(`role-${printable(entry["role"])}`, printable(entry["role"]));
    return h("li", {}, `${moment(String(entry["at"]))}: ${who}, ${label(`ledger-${printable(entry["what"])}`, printable(entry["what"]))}${named}`);
  });
  return [
    heading(2, t("dossier-part-ledger")),
    ...(actions.length ? [heading(3, t("dossier-ledger-actions")), list(actions)] : []),
    ...(talks.length ? [heading(3, t("dossier-ledger-talks")), list(talks)] : []),
    heading(3, t("dossier-ledger-entries")), h("ol", { class: "plain" }, ...entries),
  ];
}

/** What an option's text key starts with, where that is not the question's own name. */
const OPTION_KEYS: Record<string, string> = {
  "perpetrator-earlier": "earlier", "perpetrator-office": "office-holder", "follow-up-self": "self",
  "follow-up-perpetrator": "measure", "who-may-know": "circle", "left-out": "role",
};

function report(document: Json): HTMLElement[] {
  const shown: HTMLElement[] = [heading(2, t("dossier-report"))];
  const marks = h("p", { class: "badges" });
  if (document["urgent"]) marks.append(badge(t("dossier-urgent"), "urgent"));
  if (document["safe"] === "no") marks.append(badge(t("dossier-not-safe"), "urgent"));
  if (marks.childElementCount) shown.push(marks);
  const facts = sender(document, "sent_at");
  const incident = document["incident"];
  if (isObject(incident)) fact(facts, t("dossier-incident"), incidentTime(incident));
  fact(facts, t("dossier-follows"), printable(document["follows"]));
  shown.push(facts);
  for (const answer of objects(document["answers"])) shown.push(...answered(answer));
  return shown;
}

function supplement(document: Json): HTMLElement[] {
  return [heading(2, t("dossier-supplement")), sender(document, "sent_at"), ...messages(document["messages"])];
}

function checkIn(document: Json): HTMLElement[] {
  const kind = printable(document["check_in"]);
  const shown: HTMLElement[] = [
    heading(2, t("dossier-check-in", { kind: label(`dossier-check-in-${kind}`, kind) })),
    sender(document, "answered_at"),
  ];
  const answers = isObject(document["answers"]) ? document["answers"] : {};
  for (const [question, answer] of Object.entries(answers)) {
    shown.push(heading(3, asked(question)));
    if (!isObject(answer)) shown.push(paragraph(printable(answer)));
    else if ("yes" in answer) shown.push(paragraph(t("dossier-screen", { yes: Number(answer["yes"]), of: Number(answer["of"]) })));
    else {
      const options = strings(answer["chosen"]).map((option) => careLabel(question, option));
      if (options.length) shown.push(list(options));
      shown.push(...messages(answer["messages"]));
    }
  }
  return shown;
}

/** What was asked, without what only the reporter's own chat filled in. */
function asked(question: string): string {
  const key = [`dossier-ask-${question}`, `check-in-ask-${question}`].find(has);
  return key ? t(key) : printable(question);
}

function careLabel(question: string, option: string): string {
  const keys = [`check-in-${question}-${option}`, `role-${option}`, `circle-${option}`, `check-in-${option}`];
  const found = keys.find(has);
  return found ? label(found, option) : printable(option).replace(/-/g, " ");
}

function answered(answer: Json): HTMLElement[] {
  const slug = printable(answer["question"]);
  const shown: HTMLElement[] = [heading(3, label(`part-${slug}`, slug))];
  const chosen = strings(answer["chosen"]);
  if (slug === "weight") shown.push(...chosen.map((number) => paragraph(t("dossier-weight", { number: printable(number) }))));
  else {
    const prefix = OPTION_KEYS[slug] ?? slug;
    const options = slug === "when" ? chosen.slice(0, 1) : chosen; // for `when`: the option, then the moment it meant
    if (options.length) shown.push(list(options.map((option) => label(`${prefix}-${option}`, printable(option)))));
  }
  shown.push(...messages(answer["messages"]));
  return shown;
}

function list(items: string[]): HTMLElement {
  return h("ul", { class: "plain" }, ...items.map((item) => h("li", {}, item)));
}

function messages(given: unknown): HTMLElement[] {
  return objects(given).map((message) => {
    const origin = message["forwarded_from"];
    const edited = message["edited_at"];
    return h(
      "blockquote",
      { class: "words" },
      h("p", {}, printable(message["text"])),
      origin ? h("p", { class: "note" }, t("forwarded-from", { origin: printable(origin) })) : null,
      edited ? h("p", { class: "note" }, t("dossier-edited", { at: moment(String(edited)) })) : null,
    );
  });
}

export function facts(): HTMLElement {
  return h("dl", { class: "facts" });
}

export function fact(to: HTMLElement, name: string, value: string): void {
  if (value) to.append(h("div", {}, h("dt", {}, name), h("dd", {}, value)));
}

function sender(document: Json, at: string): HTMLElement {
  const shown = facts();
  const reporter = document["reporter"];
  if (isObject(reporter)) {
    const office = printable(reporter["office"]);
    fact(shown, t("dossier-from"), [printable(reporter["name"]), office && label(`office-${office}`, office)].filter(Boolean).join(", "));
  }
  fact(shown, t("dossier-sent"), moment(String(document[at] ?? "")));
  return shown;
}

function incidentTime(incident: Json): string {
  const local = String(incident["local"] ?? "");
  if (incident["precision"] === "time") return moment(local);
  const part = String(incident["part"] ?? "");
  const day = date(local);
  return incident["precision"] === "part" && has(`date-${part}`) ? t(`date-${part}`, { date: day }) : day;
}
