// Owns the check words of a recipient: twelve everyday words to read aloud. The list is the same file that the command
// line uses, so that both sides of a telephone call see the same.
import list from "../../storage/sealing/check_words.txt";

const WORDS = list.trim().split("\n");
const COUNT = 12;

/** The words of this recipient (`age1pq1...`): one for each of the first bytes of SHA-256 over its text. */
export async function checkWords(recipient: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(recipient)));
  return Array.from(digest.subarray(0, COUNT), (byte) => WORDS[byte]).join(" ");
}
