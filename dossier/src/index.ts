// Owns what was opened during this visit, to search in and to compare; it is gone when the page locks.
import { isObject, objects, type Json } from "./documents";
import { match, namesIn, plain, traitsIn, type Trait } from "./traits";

export interface Remembered { caseId: string; reference: string; text: string; folded: string; traits: Trait[] }
export interface Hint { caseId: string; reference: string; kind: Trait["kind"]; shown: string }
export interface Found { caseId: string; reference: string; around: string }

const cases = new Map<string, Remembered>();
const AROUND = 60;

export function forgetCases(): void {
  cases.clear();
}

export function isRemembered(caseId: string): boolean {
  return cases.has(caseId);
}

/** Remember the documents of a case that was opened. The reporter's own name is nobody's trait. */
export function remember(caseId: string, reference: string, documents: Json[]): void {
  const texts: string[] = [];
  const traits: Trait[] = [];
  const own = new Set<string>();
  for (const document of documents) {
    const reporter = document["reporter"];
    if (isObject(reporter)) namesIn(String(reporter["name"] ?? "")).forEach((trait) => own.add(trait.key));
    for (const answer of objects(document["answers"])) {
      for (const said of objects(answer["messages"])) {
        const text = String(said["text"] ?? "");
        texts.push(text);
        if (answer["question"] === "perpetrator") traits.push(...namesIn(text));
      }
    }
    for (const said of objects(document["messages"])) texts.push(String(said["text"] ?? ""));
    if (typeof document["text"] === "string") texts.push(document["text"]);
  }
  const text = texts.join("\n");
  traits.push(...traitsIn(text));
  cases.set(caseId, { caseId, reference, text, folded: fold(text), traits: traits.filter((trait) => !own.has(trait.key)) });
}

/** Other cases of this visit that may be about the same person, each with why. */
export function hints(caseId: string): Hint[] {
  const mine = cases.get(caseId)?.traits ?? [];
  const found = new Map<string, Hint>();
  for (const other of cases.values()) {
    if (other.caseId === caseId) continue;
    for (const trait of other.traits) {
      const same = mine.find((one) => match(one, trait));
      if (same) found.set(`${other.caseId}:${trait.kind}:${trait.key}`, { caseId: other.caseId, reference: other.reference, kind: trait.kind, shown: trait.shown });
    }
  }
  return [...found.values()];
}

/** Where these words stand in what was opened, whatever their accents and capitals; numbers in every written form. */
export function search(query: string): Found[] {
  const words = plain(query);
  if (words.length < 2) return [];
  const traits = [...traitsIn(query), ...namesIn(query)];
  return [...cases.values()].flatMap((one) => {
    const at = one.folded.indexOf(fold(query.trim()));
    const trait = one.traits.find((known) => traits.some((asked) => match(asked, known)));
    const inReference = plain(one.reference).includes(words);
    if (at < 0 && !trait && !inReference) return [];
    const place = at >= 0 ? at : trait ? Math.max(0, one.text.indexOf(trait.shown)) : 0;
    return [{ caseId: one.caseId, reference: one.reference, around: excerpt(one.text, place, place + query.length) }];
  });
}

/** Some words before and after a place, with dots where the text goes on. */
function excerpt(text: string, start: number, end: number): string {
  const from = start <= AROUND ? 0 : text.indexOf(" ", start - AROUND) + 1;
  const until = end + AROUND >= text.length ? text.length : Math.max(end, text.lastIndexOf(" ", end + AROUND));
  return `${from > 0 ? "… " : ""}${text.slice(Math.min(from, start), until)}${until < text.length ? " …" : ""}`;
}

/** The same length as the text, so that places stay: lower case, without accents. */
function fold(text: string): string {
  return Array.from(text, (c) => {
    const bare = c.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return bare.length === c.length ? bare : c;
  }).join("");
}
