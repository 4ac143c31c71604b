// Owns whether a passphrase is strong enough: the same rule as `ruggensteun key new`. Pure.

export const FEWEST_CHARACTERS = 15; // NIST SP 800-63B-4, for a password that stands alone
const FEWEST_DIFFERENT = 7;
const ROWS = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

const STEPS = new Set<string>();
for (const row of ROWS) {
  for (let i = 1; i < row.length; i += 1) {
    STEPS.add(row.slice(i - 1, i + 1));
    STEPS.add(row[i]! + row[i - 1]!);
  }
}

export type Weakness = "short" | "simple" | null;

export function weakness(passphrase: string): Weakness {
  if ([...passphrase].length < FEWEST_CHARACTERS) return "short";
  const folded = passphrase.toLowerCase();
  const repeats = (folded + folded).slice(1, -1).includes(folded);
  let easy = 0;
  for (let i = 1; i < folded.length; i += 1) {
    if (folded[i] === folded[i - 1] || STEPS.has(folded.slice(i - 1, i + 1))) easy += 1;
  }
  return repeats || new Set(folded).size < FEWEST_DIFFERENT || easy * 2 > folded.length ? "simple" : null;
}
