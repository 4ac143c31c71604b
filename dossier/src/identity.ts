// Owns an age1pq identity that is expanded once, so that unwrapping a file key asks no more than that: what
// `age-encryption` makes of it anew for every file. Follows C2SP age.md, mlkem768x25519: MLKEM768-X25519 in HPKE (RFC 9180).
// X25519 by the browser where it knows it, else by a library. Knows no file: what is wrapped comes in, a file key goes out.
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { base64nopad, bech32 } from "@scure/base";
import type { Identity, Stanza } from "age-encryption";

const PREFIX = "AGE-SECRET-KEY-PQ-";
const KIND = "mlkem768x25519";
const SEED_BYTES = 32;
const MLKEM_SEED_BYTES = 64;
const MLKEM_SHARE_BYTES = 1088;
const SHARE_BYTES = 1120;
const WRAPPED_BYTES = 32;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const KEM_LABEL = utf8("\\.//^\\");
const INFO = utf8("age-encryption.org/mlkem768x25519");
const SUITE = concatBytes(utf8("HPKE"), Uint8Array.of(0x64, 0x7a, 0x00, 0x01, 0x00, 0x03));
const PKCS8_X25519 = Uint8Array.of(0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20);

type Exchange = (share: Uint8Array) => Promise<Uint8Array>;

/** The identity on this line, ready to use. Throws when it is none. */
export async function prepared(line: string): Promise<Identity> {
  const { prefix, bytes } = bech32.decodeToBytes(line);
  if (prefix.toUpperCase() !== PREFIX || bytes.length !== SEED_BYTES) throw new Error("not-an-identity");
  const seed = shake256(bytes, { dkLen: MLKEM_SEED_BYTES + 32 });
  const { secretKey } = ml_kem768.keygen(seed.subarray(0, MLKEM_SEED_BYTES));
  const scalar = seed.subarray(MLKEM_SEED_BYTES);
  const own = x25519.getPublicKey(scalar);
  const exchange = (await byBrowser(scalar)) ?? ((share: Uint8Array) => Promise.resolve(x25519.getSharedSecret(scalar, share)));
  return { unwrapFileKey: (stanzas) => firstThatOpens(stanzas, (share) => secretOf(share, secretKey, exchange, own)) };
}

/** X25519 by WebCrypto; null where this browser does not know it. */
async function byBrowser(scalar: Uint8Array): Promise<Exchange | null> {
  const algorithm = { name: "X25519" };
  let identity: CryptoKey;
  try {
    identity = await crypto.subtle.importKey("pkcs8", concatBytes(PKCS8_X25519, scalar) as BufferSource, algorithm, false, ["deriveBits"]);
  } catch {
    return null;
  }
  return async (share) => {
    const other = await crypto.subtle.importKey("raw", share as BufferSource, algorithm, false, []);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: other }, identity, 256));
  };
}

/** Which stanza is this identity's own does not show: each is tried. */
async function firstThatOpens(stanzas: Stanza[], secret: (share: Uint8Array) => Promise<Uint8Array>): Promise<Uint8Array | null> {
  for (const { args, body } of stanzas) {
    if (args[0] !== KIND) continue;
    const share = base64nopad.decode(args[1] ?? "");
    if (args.length !== 2 || share.length !== SHARE_BYTES || body.length !== WRAPPED_BYTES) throw new Error(`invalid ${KIND} stanza`);
    const { key, nonce } = context(await secret(share));
    try {
      return chacha20poly1305(key, nonce).decrypt(body);
    } catch {
      continue;
    }
  }
  return null;
}

/** The shared secret of MLKEM768-X25519. */
async function secretOf(share: Uint8Array, mlkem: Uint8Array, exchange: Exchange, own: Uint8Array): Promise<Uint8Array> {
  const point = share.subarray(MLKEM_SHARE_BYTES);
  const exchanged = exchange(point);
  const decapsulated = ml_kem768.decapsulate(share.subarray(0, MLKEM_SHARE_BYTES), mlkem);
  return sha3_256(concatBytes(decapsulated, await exchanged, point, own, KEM_LABEL));
}

/** HPKE's key schedule in base mode, with HKDF-SHA256 and ChaCha20Poly1305. */
function context(secret: Uint8Array): { key: Uint8Array; nonce: Uint8Array } {
  const prk = labeledExtract("secret", new Uint8Array(0), secret);
  return { key: labeledExpand(prk, "key", 32), nonce: labeledExpand(prk, "base_nonce", 12) };
}

function labeledExtract(label: string, from: Uint8Array, salt?: Uint8Array): Uint8Array {
  return extract(sha256, concatBytes(utf8("HPKE-v1"), SUITE, utf8(label), from), salt);
}

function labeledExpand(prk: Uint8Array, label: string, length: number): Uint8Array {
  return expand(sha256, prk, concatBytes(Uint8Array.of(0, length), utf8("HPKE-v1"), SUITE, utf8(label), SCHEDULE), length);
}

const SCHEDULE = concatBytes(Uint8Array.of(0), labeledExtract("psk_id_hash", new Uint8Array(0)), labeledExtract("info_hash", INFO));
