// Owns what can tell that two reports speak of the same person: telephone numbers, addresses of mail and houses, bank
// accounts, online accounts and names, each in a written form that its variants share. Pure; it decides nothing about
// a person: what it finds is a hint with its reason.

export type Kind = "phone" | "mail" | "account" | "iban" | "address" | "name";
export interface Trait { kind: Kind; key: string; shown: string }

const STREET = "straat|weg|laan|plein|kade|gracht|dijk|pad|singel|hof|steeg|dreef|markt|baan|allee|plantsoen|wal|brink|erf|ring";
const PATTERNS: [Kind, RegExp, (found: string) => string][] = [
  ["mail", /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, (s) => s.toLowerCase()],
  ["iban", /\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,7}\b/gi, (s) => s.replace(/\s/g, "").toUpperCase()],
  ["phone", /(?:\+31|0031|\b0)[\s().\/-]*(?:\d[\s().\/-]*){8,10}\d?/g, phone],
  ["account", /(?<![\p{L}\p{N}._%+-])@[\p{L}\p{N}_.]{2,30}/gu, (s) => s.toLowerCase().replace(/[._]/g, "")],
  ["address", /\b\d{4}\s?[A-Z]{2}\b(?:\s+\d+\s?[a-z]?)?/gi, (s) => s.replace(/\s/g, "").toUpperCase()],
  ["address", new RegExp(`[\\p{L}.'-]+(?:\\s[\\p{L}.'-]+){0,2}?(?:${STREET})\\s+\\d+\\s?[a-z]?\\b`, "giu"), (s) => plain(lastWords(s, 2)).replace(/ /g, "")],
];
const BETWEEN = new Set("van de der den het ten ter te in op aan la le el von bij".split(" "));

function phone(found: string): string {
  let digits = found.replace(/\D/g, "");
  if (digits.startsWith("0031")) digits = digits.slice(4);
  else if (digits.startsWith("31") && found.trim().startsWith("+")) digits = digits.slice(2);
  digits = digits.replace(/^0/, "");
  return digits.length === 9 ? digits : "";
}

/** Lower case, without accents, signs and double spaces. */
export function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function lastWords(text: string, count: number): string {
  return text.trim().split(/\s+/).slice(-count).join(" ");
}

/** Everything in a text that has a fixed form. */
export function traitsIn(text: string): Trait[] {
  const found: Trait[] = [];
  let rest = text;
  for (const [kind, pattern, normalise] of PATTERNS) {
    rest = rest.replace(pattern, (shown) => {
      const key = normalise(shown);
      if (!key) return shown;
      found.push({ kind, key: `${kind}:${key}`, shown: shown.trim() });
      return " ".repeat(shown.length);
    });
  }
  return found;
}

/** Names in an answer to who did it: words with a capital, with what stands between them. */
export function namesIn(text: string): Trait[] {
  const pattern = /\p{Lu}[\p{L}'.-]*(?:\s+(?:(?:van|de|der|den|het|ten|ter|te|la|von|el)\s+){0,3}\p{Lu}[\p{L}'-]+)+/gu;
  return [...text.matchAll(pattern)].flatMap(([shown]) => {
    const words = plain(shown).split(" ").filter((word) => !BETWEEN.has(word));
    const last = words.at(-1) ?? "";
    const first = words[0] ?? "";
    return words.length > 1 && last.length > 2 ? [{ kind: "name" as const, key: `name:${last}:${first}`, shown }] : [];
  });
}

/** Whether two traits may be of the same person: equal, or a name of which one has only the initial. */
export function match(one: Trait, other: Trait): boolean {
  if (one.kind !== other.kind) return false;
  if (one.key === other.key) return true;
  if (one.kind !== "name") return false;
  const [, last, first = ""] = one.key.split(":");
  const [, otherLast, otherFirst = ""] = other.key.split(":");
  const initial = first.length === 1 || otherFirst.length === 1;
  return last === otherLast && initial && first[0] === otherFirst[0];
}
