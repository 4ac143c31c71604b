// Owns protecting and opening identities with a passkey (WebAuthn PRF). A bundle of its own, fetched only when a passkey
// is used. It runs in the page, because a worker cannot ask for a passkey; what it opens goes to the worker at once.
import * as age from "age-encryption";

/** Make a passkey on this device, and protect the identities with it. One question to make it, one to use it. */
export async function protectWithPasskey(identities: string[], name: string): Promise<string> {
  const passkey = await age.webauthn.createCredential({ keyName: name });
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(new age.webauthn.WebAuthnRecipient({ identity: passkey }));
  return age.armor.encode(await encrypter.encrypt(`${identities.join("\n")}\n`));
}

/** The identities in the first of these files that the chosen passkey opens. */
export async function openWithPasskey(files: string[]): Promise<string[]> {
  for (const file of files) {
    const decrypter = new age.Decrypter();
    decrypter.addIdentity(new age.webauthn.WebAuthnIdentity());
    try {
      const text = await decrypter.decrypt(age.armor.decode(file), "text");
      return text.split("\n").filter((line) => line.startsWith("AGE-SECRET-KEY-PQ-1"));
    } catch (error) {
      if (error instanceof DOMException) throw error; // nobody chose a passkey
    }
  }
  throw new Error("no passkey fits");
}
