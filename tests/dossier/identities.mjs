// Opens age files in Node the way the page's worker does: {"without": ["X25519"], "files": [{"identities": ["AGE-..."],
// "age": "base64"}]} on standard input; for each file the SHA-256 of what was opened, or what was said, on standard output.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const page = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "dossier");
const { buildSync } = createRequire(join(page, "package.json"))("esbuild");
const { files, without } = JSON.parse(readFileSync(0, "utf8"));
const contents = 'export { prepared } from "./src/identity"; export { Decrypter } from "age-encryption";';
const made = buildSync({ stdin: { contents, resolveDir: page }, bundle: true, write: false, format: "esm" });
const known = crypto.subtle.importKey.bind(crypto.subtle);
let refused = 0;
crypto.subtle.importKey = (format, key, algorithm, ...rest) => {
  if (!without.includes(algorithm.name)) return known(format, key, algorithm, ...rest);
  refused += 1;
  throw new DOMException("not known here", "NotSupportedError");
};
const { Decrypter, prepared } = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);
const answers = [];
for (const { identities, age } of files) {
  try {
    const decrypter = new Decrypter();
    for (const identity of identities) decrypter.addIdentity(await prepared(identity));
    answers.push({ sha256: createHash("sha256").update(await decrypter.decrypt(Buffer.from(age, "base64"))).digest("hex") });
  } catch (error) {
    answers.push({ error: String(error) });
  }
}
process.stdout.write(JSON.stringify({ answers, refused }));
