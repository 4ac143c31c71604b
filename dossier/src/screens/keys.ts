// Owns the screens on which an identity is made, brought in, or opened. What can be done with one that is open stands
// in `own_key`.
import { api, type OwnIdentity } from "../api";
import { alertBox, button, field, h, heading, paragraph, paragraphs } from "../dom";
import { choosing, form, secret } from "../passphrase_form";
import { show, trouble, type Frame } from "../shell";
import { prepareDates, t } from "../texts";
import { knowsPasskeys, passkeys, vault } from "../vault";
import { passkeyOffer } from "./own_key";
import { recoverySheet } from "./sheet";

type Next = () => void;
type Around = Omit<Frame, "title">;

/** The first time: bring in the identity that came with the invitation, else make one here. */
export function firstUse(around: Around, own: OwnIdentity, next: Next): void {
  if (own.recipient) return bringIn(around, own, next);
  around.stay?.(() => firstUse(around, own, next));
  show(
    { ...around, title: t("dossier-first-title") },
    ...paragraphs(t("dossier-first-intro")),
    making(around, own, next),
    h("hr", {}),
    heading(2, t("dossier-bring-title")),
    paragraph(t("dossier-bring-intro")),
    h("p", {}, button(t("dossier-bring"), () => bringIn({ ...around, back: () => firstUse(around, own, next) }, own, next))),
  );
}

/** Everything was lost: a new identity, which the administrator has to confirm like the first one. */
function startAgain(around: Around, own: OwnIdentity, back: () => void, next: Next): void {
  around.stay?.(() => startAgain(around, own, back, next));
  show(
    { ...around, title: t("dossier-restart-title"), back },
    ...paragraphs(t("dossier-first-intro")),
    making(around, own, next),
  );
}

function making(around: Around, own: OwnIdentity, next: Next): HTMLFormElement {
  const problem = h("div", {});
  const make = async (passphrase: string): Promise<void> => {
    problem.replaceChildren();
    try {
      const made = await vault.make(passphrase);
      own.kept = (await api.keepIdentity(made.recipient, { passphrase: made.file, passkeys: [] })).kept; // a lock comes back to it
      sheetScreen(around, own, made.words, made.recipient, made.file, next);
    } catch (error) {
      problem.replaceChildren(alertBox("error", trouble(error)));
    }
  };
  return choosing(t("dossier-make"), make, problem);
}

function sheetScreen(around: Around, own: OwnIdentity, words: string, recipient: string, file: string, next: Next): void {
  around.stay?.(() => sheetScreen(around, own, words, recipient, file, next));
  show(
    { ...around, title: t("dossier-sheet-title") },
    h("div", { class: "no-print" }, ...paragraphs(t("dossier-sheet-intro"))),
    h("p", { class: "no-print actions" }, button(t("dossier-print"), () => print(), "primary"), button(t("dossier-sheet-done"), next)),
    recoverySheet(words, recipient, file),
    passkeyOffer(own),
  );
}

/** Bring in a protected identity that was made elsewhere. */
function bringIn(around: Around, own: OwnIdentity, next: Next): void {
  around.stay?.(() => bringIn(around, own, next));
  const chosen = h("input", { type: "file", class: "utrecht-textbox utrecht-textbox--html-input" });
  const file = field(t("dossier-bring-file"), chosen, t("dossier-bring-hint"));
  const passphrase = secret(t("dossier-passphrase"), "", "current-password");
  const bring = async (): Promise<void> => {
    file.complain("");
    passphrase.complain("");
    const given = chosen.files?.[0];
    if (!given || given.size > 65_536) return file.complain(t("dossier-error-not-an-identity"));
    try {
      const armored = await armoredText(given);
      const known = await vault.unlock([armored], passphrase.input.value);
      await api.keepIdentity(known.recipient, { passphrase: armored, passkeys: [] });
      next();
    } catch (error) {
      passphrase.complain(trouble(error));
    }
  };
  const back = (): void => bringIn(around, own, next);
  show(
    { ...around, title: t(own.recipient ? "dossier-own-title" : "dossier-bring-title") },
    ...(own.recipient ? paragraphs(t("dossier-own-intro")) : []),
    form(t("dossier-bring"), bring, file.box, passphrase.box),
    own.recipient ? lost("dossier-own-lost", () => startAgain(around, own, back, next)) : null,
  );
}

async function armoredText(file: File): Promise<string> {
  const text = await file.text();
  return text.slice(text.indexOf("-----BEGIN AGE ENCRYPTED FILE-----")).trim() + "\n";
}

/** Unlock with a passkey or the passphrase. */
export function unlock(around: Around, own: OwnIdentity, why: string, next: Next): void {
  const files = own.kept.map((kept) => kept.protected.passphrase ?? "").filter(Boolean);
  const passphrase = secret(t("dossier-passphrase"), "", "current-password");
  const open = async (): Promise<void> => {
    passphrase.complain("");
    try {
      await vault.unlock(files, passphrase.input.value);
      passphrase.input.value = "";
      next();
    } catch (error) {
      passphrase.complain(trouble(error));
    }
  };
  passphrase.input.addEventListener("input", () => vault.prepare(), { once: true });
  const back = (): void => unlock(around, own, why, next);
  around.stay?.(back);
  show(
    { ...around, title: t("dossier-unlock-title") },
    why ? alertBox("info", paragraph(why)) : null,
    paragraph(t("dossier-unlock-intro")),
    byPasskey(own, next),
    form(t("dossier-unlock"), open, passphrase.box),
    lost("dossier-lost", () => startAgain(around, own, back, next)),
  );
  passphrase.input.focus();
  prepareDates();
}

function byPasskey(own: OwnIdentity, next: Next): HTMLElement | null {
  const sealed = own.kept.flatMap((kept) => kept.protected.passkeys ?? []).reverse();
  if (!sealed.length || !knowsPasskeys()) return null;
  const problem = h("div", {});
  const open = async (): Promise<void> => {
    problem.replaceChildren();
    try {
      await vault.adopt(await (await passkeys()).openWithPasskey(sealed));
      next();
    } catch {
      problem.replaceChildren(alertBox("error", t("dossier-error-passkey")));
    }
  };
  return h("div", {}, h("p", {}, button(t("dossier-passkey-open"), open)), problem);
}

/** What to do when the passphrase or the whole identity is gone. */
function lost(title: string, again: () => void): HTMLElement {
  return h("details", { class: "help" }, h("summary", {}, t(title)), ...paragraphs(t("dossier-lost-how")),
    h("p", {}, button(t("dossier-restart"), again)));
}
