// Opens and makes files with the TypeScript age package, and reads a Ruggensteun envelope from the description in
// docs/sealed-report-format.md alone. Reads one JSON request from standard input (so that no secret is a process
// argument) and writes one JSON answer. Bytes are base64.
import { createHash, createPublicKey, verify } from "node:crypto";
import { Buffer } from "node:buffer";
import * as age from "age-encryption";

const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

async function open({ file, identity, passphrase, armored }) {
  const decrypter = new age.Decrypter();
  if (identity) decrypter.addIdentity(identity);
  if (passphrase) decrypter.addPassphrase(passphrase);
  const data = armored ? age.armor.decode(armored) : bytes(file);
  return decrypter.decrypt(data, "uint8array");
}

async function make({ plaintext, recipients, passphrase, workFactor, armor }) {
  const encrypter = new age.Encrypter();
  for (const recipient of recipients ?? []) encrypter.addRecipient(recipient);
  if (passphrase) encrypter.setPassphrase(passphrase);
  if (workFactor) encrypter.setScryptWorkFactor(workFactor);
  const file = await encrypter.encrypt(bytes(plaintext));
  return armor ? { armored: age.armor.encode(file) } : { file: base64(file) };
}

// The inner header: a line "ruggensteun-envelope/1 LENGTH", LENGTH bytes of canonical JSON, a line feed, the content.
async function openEnvelope(request) {
  const plaintext = Buffer.from(await open(request));
  const lineEnd = plaintext.indexOf(0x0a);
  const match = /^ruggensteun-envelope\/1 ([1-9][0-9]{0,5})$/.exec(plaintext.subarray(0, lineEnd).toString("latin1"));
  const headerEnd = lineEnd + 1 + Number(match[1]);
  const text = plaintext.subarray(lineEnd + 1, headerEnd).toString("utf8");
  const header = JSON.parse(text);
  const content = plaintext.subarray(headerEnd + 1);
  return {
    header,
    canonical: canonical(header) === text,
    content: base64(content),
    fits: createHash("sha256").update(content).digest("hex") === header.sha256 && content.length === header.content_bytes,
  };
}

function canonical(value) {
  if (typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

function verifySignature({ file, signature, verifyingKey, name, createdAt }) {
  const prefix = Buffer.from("302a300506032b6570032100", "hex"); // SubjectPublicKeyInfo of an Ed25519 key
  const der = Buffer.concat([prefix, Buffer.from(verifyingKey.split(":")[1], "base64")]);
  const hash = createHash("sha256").update(bytes(file)).digest("hex");
  const statement = canonical({ ...name, age_file_sha256: hash, created_at: createdAt });
  const signed = Buffer.from(`ruggensteun-envelope-signature/1\n${statement}`, "utf8");
  return verify(null, signed, createPublicKey({ key: der, format: "der", type: "spki" }), bytes(signature));
}

const operations = {
  open: async (request) => ({ plaintext: base64(await open(request)) }),
  openEnvelope,
  make,
  generate: async () => {
    const identity = await age.generateHybridIdentity();
    return { identity, recipient: await age.identityToRecipient(identity) };
  },
  recipient: async ({ identity }) => ({ recipient: await age.identityToRecipient(identity) }),
  verify: async (request) => ({ valid: verifySignature(request) }),
};

let input = "";
for await (const part of process.stdin) input += part;
const { operation, ...request } = JSON.parse(input);
process.stdout.write(JSON.stringify(await operations[operation](request)));
