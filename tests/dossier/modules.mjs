// Runs single modules of the page in Node, for tests: one question in JSON on standard input, one answer on standard
// output. {"module": "traits", "call": "traitsIn", "with": [[...], ...], "without": ["Ed25519"]}
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const page = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "dossier");
const { buildSync } = createRequire(join(page, "package.json"))("esbuild");
const asked = JSON.parse(readFileSync(0, "utf8"));
const made = buildSync({
  absWorkingDir: page, entryPoints: [`src/${asked.module}.ts`], bundle: true, write: false, format: "esm", loader: { ".txt": "text" },
});
if (asked.without) {
  const known = crypto.subtle.importKey.bind(crypto.subtle);
  crypto.subtle.importKey = (format, key, algorithm, ...rest) => {
    if (asked.without.includes(algorithm.name)) throw new DOMException("not known here", "NotSupportedError");
    return known(format, key, algorithm, ...rest);
  };
}
const module = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);
const answers = [];
for (const given of asked.with) answers.push(await module[asked.call](...given));
process.stdout.write(JSON.stringify(answers));
