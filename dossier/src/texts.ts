// Owns the words: the catalogue of the server in one language, dates and times. Knows no screen.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

export type Language = "nl" | "en";
export const LANGUAGES: readonly Language[] = ["nl", "en"];
const LOCALES: Record<Language, string> = { nl: "nl-NL", en: "en-GB" };
const ZONE = "Europe/Amsterdam";

let bundle = new FluentBundle("nl-NL");
let current: Language = "nl";

/** Fetch the catalogue of this language and use it from now on. */
export async function useLanguage(language: Language): Promise<void> {
  const answer = await fetch(`/dossier/texts/${language}.ftl`, { headers: { "X-Ruggensteun": "dossier" } });
  if (!answer.ok) throw new Error("texts");
  const fresh = new FluentBundle(LOCALES[language], { useIsolating: false });
  fresh.addResource(new FluentResource(await answer.text()));
  bundle = fresh;
  current = language;
  document.documentElement.lang = language;
}

export function language(): Language {
  return current;
}

export function isLanguage(text: string): text is Language {
  return text === "nl" || text === "en";
}

/** A text of the catalogue. A missing one is an error in the program; the key is shown rather than nothing. */
export function t(key: string, args: Record<string, FluentVariable> = {}): string {
  const message = bundle.getMessage(key);
  return message?.value ? bundle.formatPattern(message.value, args) : key;
}

/** The label of an option; the option itself, made readable, when the catalogue does not know it. What a text leaves
 * open, because it was asked with something of that moment in it, is shown as dots. */
export function label(key: string, otherwise: string): string {
  const message = bundle.getMessage(key);
  if (!message?.value) return otherwise.replace(/-/g, " ");
  return bundle.formatPattern(message.value, null, []).replace(/\{\$[\w-]+\}/g, "…");
}

export function has(key: string): boolean {
  return bundle.hasMessage(key);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(withTime: boolean): Intl.DateTimeFormat {
  const name = `${current} ${withTime}`;
  const time: Intl.DateTimeFormatOptions = withTime ? { hour: "2-digit", minute: "2-digit" } : {};
  const made = formats.get(name) ?? new Intl.DateTimeFormat(LOCALES[current], {
    weekday: "long", day: "numeric", month: "long", year: "numeric", ...time, timeZone: ZONE,
  });
  formats.set(name, made);
  return made;
}

/** Have the browser's calendar ready by the time that a date is shown: the first time takes a phone long. */
export function prepareDates(): void {
  const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 200));
  idle(() => void format(true));
}

/** A date and time in words, in the organisation's time zone. */
export function moment(iso: string | null | undefined): string {
  return dated(iso ?? "", true);
}

export function date(iso: string): string {
  return dated(iso, false);
}

function dated(iso: string, withTime: boolean): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : format(withTime).format(at);
}

export function bytes(count: number): string {
  const units = ["B", "kB", "MB"];
  let size = count;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${new Intl.NumberFormat(LOCALES[current], { maximumFractionDigits: unit ? 1 : 0 }).format(size)} ${units[unit]}`;
}

/** Text without control signs and without marks that turn the reading direction; line breaks stay. */
export function printable(given: unknown): string {
  return String(given ?? "").replace(/[^\P{C}\n\t]/gu, "");
}
