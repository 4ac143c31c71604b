// Owns the way through the page: who came in and how, and which screen follows. Nothing that was opened is stored.
import { api, ApiError, type OwnIdentity, type Who } from "./api";
import { alertBox, button, h } from "./dom";
import { forgetFiles } from "./evidence";
import { forgetCases } from "./index";
import { Lock } from "./lock";
import { caseScreen } from "./screens/case";
import { firstUse, unlock } from "./screens/keys";
import { caseList } from "./screens/list";
import { ownKey, waitingNotice } from "./screens/own_key";
import { show, trouble, type Frame } from "./shell";
import { has, isLanguage, LANGUAGES, language, t, useLanguage } from "./texts";
import { vault, VaultError } from "./vault";

type Proof = { init_data: string } | { code: string } | null;

let own: OwnIdentity = { register: "", recipient: null, kept: [] };
let wantedCase = new URLSearchParams(location.search).get("case") ?? "";
let redraw: () => unknown = () => undefined;

/** What proves who opens the page, out of the address's fragment; it is taken away from there at once. */
function takeProof(): Proof {
  const fragment = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  const launch = fragment.get("tgWebAppData");
  const code = fragment.get("code");
  return launch ? { init_data: launch } : code ? { code } : null;
}

function around(more: Partial<Frame> = {}): Omit<Frame, "title"> {
  return { switchLanguage, stay: (again) => (redraw = again), lock: vault.isOpen ? lockNow : undefined, ...more };
}

async function switchLanguage(): Promise<void> {
  await useLanguage(LANGUAGES.find((one) => one !== language()) ?? "nl");
  await redraw();
}

function lockNow(): void {
  vault.lock();
  forgetCases();
  forgetFiles();
  if (own.register) keys(t("dossier-locked")); // else nobody was let in: what was said of that stays
}

function stopped(error: unknown, again: () => unknown = () => location.reload()): void {
  vault.lock();
  forgetCases();
  forgetFiles();
  redraw = () => stopped(error, again);
  show({ ...around(), title: t("dossier-closed-title") }, alertBox("error", trouble(error)),
    h("p", {}, button(t("dossier-again"), again, "primary")));
}

/** From here every error that the screens do not explain themselves ends the visit or says what is wrong. */
async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof VaultError && error.code === "locked") return; // the screen that says so is there
    if (error instanceof ApiError && ["no-session", "not-a-handler"].includes(error.code)) return stopped(error);
    redraw = () => guarded(work);
    show({ ...around(), title: t("dossier-trouble-title") }, alertBox("error", trouble(error)),
      h("p", {}, button(t("dossier-again"), () => guarded(work), "primary")));
  }
}

/** What proves who came is kept until it worked: a connection that failed halfway can be tried again. */
async function start(proof: Proof): Promise<void> {
  let who: Who;
  try {
    await useLanguage(navigator.language.toLowerCase().startsWith("nl") ? "nl" : "en");
    who = proof ? await api.enter(proof) : await api.who();
  } catch (error) {
    if (!has("dossier-again")) return withoutTexts(() => void start(proof));
    return stopped(error, error instanceof ApiError && error.code === "offline" ? () => start(proof) : undefined);
  }
  if (isLanguage(who.language) && who.language !== language()) await useLanguage(who.language);
  await guarded(async () => {
    await learnOwn();
    keys("");
  });
}

/** Not even the texts arrived: what the page itself has to say of that stands in index.html. */
function withoutTexts(again: () => void): void {
  const said = document.getElementById("incomplete")!;
  said.hidden = false;
  said.querySelector("button")!.addEventListener("click", again, { once: true });
}

async function learnOwn(): Promise<void> {
  own = await api.identity();
  vault.register = own.register;
}

function keys(why: string): void {
  const after = async (): Promise<void> => {
    const learning = learnOwn();
    if (wantedCase) await Promise.all([open(wantedCase), learning]);
    else await learning.then(list);
  };
  const known = own.kept.some((kept) => kept.protected.passphrase);
  if (known) unlock(around(), own, why, () => void guarded(after));
  else firstUse(around(), own, () => void guarded(after));
}

async function list(): Promise<void> {
  wantedCase = "";
  forgetFiles();
  redraw = () => guarded(list);
  const listed = await api.cases();
  if (!vault.isOpen) return; // it went on lock meanwhile
  caseList(around(), listed, waitingNotice(own), keyScreen, (caseId) => void guarded(() => open(caseId)));
}

function keyScreen(): void {
  redraw = keyScreen;
  ownKey(around({ back: () => void guarded(list) }), own);
}

async function open(caseId: string): Promise<void> {
  wantedCase = caseId;
  redraw = () => guarded(() => open(caseId));
  await caseScreen(around({ back: () => void guarded(list) }), caseId, (other) => void guarded(() => open(other)));
}

vault.broke = lockNow;
new Lock(() => vault.isOpen, lockNow, api.stay);
void start(takeProof());
