// Owns reading the inside of a sealed file, as docs/sealed-report-format.md describes it. Strict: what is not exactly
// so is refused. Knows no keys.

export interface Name { report_id: string; part: string; revision: number }

export interface Header extends Name {
  attributes: Record<string, string>; content_bytes: number; content_type: string; created_at: string;
  pack: string; pack_version: string; sha256: string;
}

export class EnvelopeError extends Error {
  constructor(readonly code: "damaged" | "swapped") {
    super(code);
  }
}

const NAMES = "attributes,content_bytes,content_type,created_at,pack,pack_version,part,report_id,revision,sha256";
const MOST_HEADER_BYTES = 65_536;

/** The header and content of an opened file, when it carries the name that was asked for and fits its own hash. */
export async function readEnvelope(plaintext: Uint8Array, wanted: Name): Promise<{ header: Header; content: Uint8Array }> {
  const lineEnd = plaintext.indexOf(0x0a);
  const line = lineEnd > 0 && lineEnd < 64 ? latin(plaintext.subarray(0, lineEnd)) : "";
  const length = Number(/^ruggensteun-envelope\/1 ([1-9][0-9]{0,4})$/.exec(line)?.[1] ?? 0);
  const end = lineEnd + 1 + length;
  if (!length || length > MOST_HEADER_BYTES || plaintext[end] !== 0x0a) throw new EnvelopeError("damaged");
  const header = parseHeader(plaintext.subarray(lineEnd + 1, end));
  const content = plaintext.subarray(end + 1);
  if (header.report_id !== wanted.report_id || header.part !== wanted.part || header.revision !== wanted.revision)
    throw new EnvelopeError("swapped");
  if (content.length !== header.content_bytes || (await sha256(content)) !== header.sha256) throw new EnvelopeError("damaged");
  return { header, content };
}

function parseHeader(bytes: Uint8Array): Header {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new EnvelopeError("damaged");
  }
  if (!isObject(value) || canonical(value) !== text || Object.keys(value).sort().join() !== NAMES) throw new EnvelopeError("damaged");
  const header = value as unknown as Header;
  const texts = [header.report_id, header.part, header.sha256, header.content_type, header.created_at];
  const numbers = [header.revision, header.content_bytes];
  const fits = texts.every((t) => typeof t === "string") && numbers.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!fits || !isObject(header.attributes) || !Object.values(header.attributes).every((v) => typeof v === "string"))
    throw new EnvelopeError("damaged");
  return header;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON in canonical form (RFC 8785), for the values that a header can have. */
export function canonical(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** SHA-256 as 64 lower-case hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource));
  return Array.from(digest, (b) => b.toString(16).padStart(2, "0")).join("");
}
