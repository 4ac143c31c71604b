// Owns the identities while the page is unlocked, and everything that is done with them. Ending this worker locks the
// page: nothing of it is kept anywhere else.
import * as age from "age-encryption";
import { checkWords } from "./check_words";
import { prepared } from "./identity";
import { EnvelopeError, readEnvelope, sha256, type Name } from "./envelope";
import { isSigned, type Signed } from "./signature";

const WORK_FACTOR = 17; // 128 MiB: about a second on a phone; what the password guidance of OWASP asks at least
const MOST_WORK = 20;
const WARM_TIMES = 10;
const WARM_PAUSE_MS = 30;

export type Request =
  | { op: "make"; passphrase: string }
  | { op: "unlock"; files: string[]; passphrase: string }
  | { op: "adopt"; identities: string[] }
  | { op: "protect"; passphrase: string }
  | { op: "reveal" }
  | { op: "open"; file: ArrayBuffer; register: string; signed: Signed; name: Name };
export interface Known { recipient: string; words: string }

let identities: string[] = [];
let opening = new age.Decrypter(); // with the identities expanded, once

function fail(code: string): never {
  throw new Error(code);
}

async function describe(identity: string): Promise<Known> {
  const recipient = await age.identityToRecipient(identity);
  return { recipient, words: await checkWords(recipient) };
}

/** Use these identities from now on; what is known of each. */
async function use(opened: string[]): Promise<Known[]> {
  const decrypter = new age.Decrypter();
  for (const identity of opened) decrypter.addIdentity(await prepared(identity));
  [identities, opening] = [opened, decrypter];
  return Promise.all(opened.map(describe));
}

/** Open something of no meaning a few times while the passphrase is typed, with an identity that is thrown away, so
 * that the browser has made fast code of it before the first report is opened. */
async function warm(): Promise<void> {
  const identity = await age.generateHybridIdentity();
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(await age.identityToRecipient(identity));
  const sealed = await encrypter.encrypt("warm");
  const decrypter = new age.Decrypter();
  decrypter.addIdentity(await prepared(identity));
  for (let times = 0; times < WARM_TIMES; times += 1) {
    await decrypter.decrypt(sealed);
    await new Promise((done) => setTimeout(done, WARM_PAUSE_MS)); // what is asked meanwhile goes first
  }
}

async function protect(identity: string, passphrase: string): Promise<string> {
  const encrypter = new age.Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  return age.armor.encode(await encrypter.encrypt(`${identity}\n`));
}

/** The identity in a protected file, with or without the lines of remark that `ruggensteun key new` writes. */
async function unprotect(armored: string, passphrase: string): Promise<string> {
  let file: Uint8Array;
  try {
    file = age.armor.decode(armored);
  } catch {
    return fail("not-an-identity");
  }
  const work = /^-> scrypt \S+ (\d+)$/m.exec(new TextDecoder("latin1").decode(file.subarray(0, 300)))?.[1];
  if (!work || Number(work) > MOST_WORK) fail("not-an-identity");
  const decrypter = new age.Decrypter();
  decrypter.addPassphrase(passphrase);
  let text: string;
  try {
    text = await decrypter.decrypt(file, "text");
  } catch {
    return fail("wrong-passphrase");
  }
  const line = text.split("\n").map((l) => l.trim()).find((l) => l && !l.startsWith("#")) ?? "";
  if (!line.startsWith("AGE-SECRET-KEY-PQ-1")) fail("not-an-identity");
  return line;
}

/** Open what this passphrase opens: earlier identities may have had another. One at least must open. */
async function unlock(files: string[], passphrase: string): Promise<Known[]> {
  const found: string[] = [];
  let refused: unknown = new Error("not-an-identity");
  for (const file of files) {
    try {
      found.push(await unprotect(file, passphrase));
    } catch (error) {
      refused = error;
    }
  }
  if (!found.length) throw refused;
  return use(found);
}

async function open({ file, register, signed, name }: Request & { op: "open" }): Promise<unknown> {
  const bytes = new Uint8Array(file);
  if (!(await isSigned(register, name, signed))) fail("forged");
  if ((await sha256(bytes)) !== signed.sha256) fail("hash");
  let plaintext: Uint8Array;
  try {
    plaintext = await opening.decrypt(bytes, "uint8array");
  } catch (error) {
    return fail(/no identity matched/.test(String(error)) ? "other-key" : "damaged");
  }
  const { header, content } = await readEnvelope(plaintext, name);
  return { header, content: content.slice().buffer };
}

async function answer(request: Request): Promise<unknown> {
  switch (request.op) {
    case "make": {
      const identity = await age.generateHybridIdentity();
      return { known: await use([identity]), file: await protect(identity, request.passphrase) };
    }
    case "unlock":
      return unlock(request.files, request.passphrase);
    case "adopt":
      return use(request.identities.length ? request.identities : fail("not-an-identity"));
    case "protect":
      return Promise.all(identities.map((identity) => protect(identity, request.passphrase)));
    case "reveal":
      return { identities };
    case "open":
      return open(request);
  }
}

self.onmessage = async (event: MessageEvent<{ id: number; request: Request }>): Promise<void> => {
  const { id, request } = event.data;
  try {
    const result = await answer(request);
    const content = (result as { content?: unknown }).content;
    const moved = content instanceof ArrayBuffer ? [content] : [];
    (self as unknown as Worker).postMessage({ id, result }, moved);
  } catch (error) {
    const code = error instanceof EnvelopeError ? error.code : error instanceof Error ? error.message : "damaged";
    (self as unknown as Worker).postMessage({ id, error: code });
  }
};

setTimeout(warm);
