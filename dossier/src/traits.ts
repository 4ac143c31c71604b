// Owns what can tell that two reports speak of the same person: telephone numbers, addresses of mail and houses, bank
// accounts, online accounts and names, each in a written form that its variants share. Pure; it decides nothing about
// a person: what it finds is a hint with its reason.

export type Kind = "phone" | "mail" | "account" | "iban" | "address" | "name";
export interface Trait { kind: Kind; key: string; shown: string }

const STREET = "straat|str\\.|weg|laan|plein|kade|gracht|dijk|pad|singel|hof|steeg|dreef|markt|baan|allee|plantsoen|wal|brink|erf|ring";
const NUMBER = "(?:nr\\.?\\s*|nummer\\s+)?(\\d+)(?:[\\s-]?([a-z]))?\\b";
const HOUSE = new RegExp(`((?:[\\p{L}'-]+\\s+)?)([\\p{L}'-]*(?:${STREET}))\\s+${NUMBER}`, "giu");
const SITES = "instagram\\.com|facebook\\.com|twitter\\.com|x\\.com|tiktok\\.com|threads\\.net|youtube\\.com|snapchat\\.com/add|linkedin\\.com/in|t\\.me|bsky\\.app/profile";
const PATTERNS: [Kind, RegExp, (found: string) => string][] = [
  ["mail", /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, (s) => s.toLowerCase()],
  ["account", new RegExp(`\\b(?:https?://)?(?:www\\.|m\\.)?(?:${SITES})/@?[\\p{L}\\p{N}_.-]{2,50}/?`, "giu"), (s) => handle(s.replace(/\/$/, "").split("/").pop() ?? "")],
  ["iban", /\b[A-Z]{2}\d{2}[\s.-]?[A-Z0-9]{4}(?:[\s.-]?(?=[A-Z]{0,3}\d)[A-Z0-9]{1,4}){2,7}\b/gi, (s) => s.replace(/[\s.-]/g, "").toUpperCase()],
  ["phone", /(?:\+31|0031|(?<![\p{L}\p{N}-])0)[\s().\/-]*(?:\d[\s().\/-]*){8,10}\d?/gu, phone],
  ["account", /(?<![\p{L}\p{N}._%+-])@[\p{L}\p{N}_.-]{2,50}/gu, handle],
  ["address", /\b\d{4}\s?[A-Z]{2}\b(?:[\s,]+\d+\s?[a-z]?\b)?/gi, (s) => s.replace(/[\s,]/g, "").toUpperCase()],
  ["address", HOUSE, house],
];
const BETWEEN = new Set("van de der den het ten ter te in op aan la le el von bij t".split(" "));
const TITLES = new Set("dhr de heer meneer mijnheer mr mevr mevrouw mw ir ing drs dr prof".split(" "));
const MOST_WORDS_OF_A_NAME = 6;

const BEFORE = "(?:[Dd]hr|[Mm]evr|[Mm]w)\\.\\s*|(?:[Mm]eneer|[Mm]evrouw|[Dd]e heer)\\s+";
const PREFIX = "(?:(?:van|de|der|den|het|ten|ter|te|la|von|el|in|’t|'t)\\s+){0,3}";
const CAPITAL = "\\p{Lu}[\\p{L}'’.-]*";
const NAME = new RegExp(`(?:${BEFORE})?${PREFIX}${CAPITAL}(?:,?\\s+${PREFIX}${CAPITAL})*`, "gu");

function phone(found: string): string {
  let digits = found.replace(/\D/g, "");
  if (digits.startsWith("0031")) digits = digits.slice(4);
  else if (digits.startsWith("31") && found.trim().startsWith("+")) digits = digits.slice(2);
  digits = digits.replace(/^0/, "");
  return digits.length === 9 ? digits : "";
}

function handle(found: string): string {
  return found.toLowerCase().replace(/[@._-]/g, "");
}

/** Street and number; a street whose last word is only a kind of street takes the word before along. */
function house(found: string): string {
  const [, before = "", street = "", number = "", letter = ""] = new RegExp(HOUSE.source, "iu").exec(found) ?? [];
  const whole = street.replace(/str\.$/i, "straat");
  const alone = new RegExp(`^(?:${STREET})$`, "iu").test(street);
  return plain(`${alone ? before : ""}${whole}${number}${letter}`).replace(/ /g, "");
}

/** Lower case, without accents, signs and double spaces. */
export function plain(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[ıøłđßæœ]/g, (c) => LETTERS[c] ?? c).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const LETTERS: Record<string, string> = { "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe" };

/** Everything in a text that has a fixed form. */
export function traitsIn(text: string): Trait[] {
  const found: Trait[] = [];
  let rest = text;
  for (const [kind, pattern, normalise] of PATTERNS) {
    rest = rest.replace(pattern, (shown: string) => {
      const key = normalise(shown);
      if (!key) return shown;
      found.push({ kind, key: `${kind}:${key}`, shown: shown.trim() });
      return " ".repeat(shown.length);
    });
  }
  return found;
}

/** Names in an answer to who did it: words with a capital, with what stands between them; or the whole answer, when it
 * is no longer than a name. */
export function namesIn(text: string): Trait[] {
  const short = /^[\p{L}\s.,'’-]+$/u.test(text.trim()) && text.trim().split(/\s+/).length <= MOST_WORDS_OF_A_NAME;
  const found = [...text.matchAll(NAME)].flatMap(([shown]) => named(shown));
  return found.length || !short ? found : named(text);
}

/** A last name with the first name or initial that goes with it; without one only after a title. */
function named(shown: string): Trait[] {
  const turned = /^([^,]+),\s*(.+)$/.exec(shown.trim());
  const words = plain(turned ? `${turned[2]} ${turned[1]}` : shown).split(" ");
  const titled = words.some((word) => TITLES.has(word) && !BETWEEN.has(word));
  const meant = words.filter((word) => !BETWEEN.has(word) && !TITLES.has(word));
  const last = meant.at(-1) ?? "";
  const first = meant.length > 1 ? (meant[0] ?? "") : "";
  if (last.length < 3 || (!first && !titled)) return [];
  return [{ kind: "name", key: `name:${folded(last)}:${first}`, shown: shown.trim() }];
}

/** Spellings of a last name that sound alike: Jansen and Janssen, Dijk and Dyk. */
function folded(name: string): string {
  return name.replace(/ij/g, "y").replace(/ph/g, "f").replace(/dt$/, "t").replace(/(.)\1+/gu, "$1");
}

/** Whether two traits may be of the same person: equal, or a name of which one has only the initial or no first name. */
export function match(one: Trait, other: Trait): boolean {
  if (one.kind !== other.kind) return false;
  if (one.key === other.key) return true;
  if (one.kind !== "name") return false;
  const [, last, first = ""] = one.key.split(":");
  const [, otherLast, otherFirst = ""] = other.key.split(":");
  if (last !== otherLast) return false;
  if (!first || !otherFirst) return true;
  const initial = first.length === 1 || otherFirst.length === 1;
  return initial && first[0] === otherFirst[0];
}
