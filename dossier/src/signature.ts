// Owns checking the register's signature, as docs/sealed-report-format.md describes it: Ed25519 over a statement that
// names an envelope and its hash. By the browser where it knows Ed25519, else by a library. Opens nothing.
import { ed25519 } from "@noble/curves/ed25519.js";
import { canonical, type Name } from "./envelope";

export interface Signed { sha256: string; signature: string; created_at: string }

const DOMAIN = "ruggensteun-envelope-signature/1\n";
const PUBLIC_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Whether the owner of this verifying key (base64) put this file in the register under this name. */
export async function isSigned(verifyingKey: string, name: Name, signed: Signed): Promise<boolean> {
  const key = decoded(verifyingKey, PUBLIC_BYTES);
  const signature = decoded(signed.signature, SIGNATURE_BYTES);
  if (!key || !signature) return false;
  const { report_id, part, revision } = name;
  const statement = canonical({ age_file_sha256: signed.sha256, created_at: signed.created_at, part, report_id, revision });
  const message = new TextEncoder().encode(DOMAIN + statement);
  return (await byBrowser(key, signature, message)) ?? byLibrary(key, signature, message);
}

/** By WebCrypto; null where this browser does not know Ed25519. */
async function byBrowser(key: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean | null> {
  let known: CryptoKey;
  try {
    known = await crypto.subtle.importKey("raw", key as BufferSource, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, known, signature as BufferSource, message as BufferSource);
}

function byLibrary(key: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

function decoded(base64: string, length: number): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    return bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
}
