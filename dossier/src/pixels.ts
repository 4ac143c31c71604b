// Owns how large a picture says that it is, by its first bytes: a few kilobytes can unpack to gigabytes and take a phone
// down every time that a case is opened. Pure; decodes nothing.

/** What is shown by itself; a telephone's own photos have up to 50 million. */
export const MOST_PIXELS = 64_000_000;

/** How many pixels a picture of this type unpacks to; Infinity when that cannot be made out. */
export function pixelsOf(content: Uint8Array | number[], type: string): number {
  const bytes = content instanceof Uint8Array ? content : Uint8Array.from(content);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (type === "image/png") return view.getUint32(16) * view.getUint32(20);
    if (type === "image/gif") return view.getUint16(6, true) * view.getUint16(8, true);
    return type === "image/webp" ? webp(view) : jpeg(view);
  } catch {
    return Infinity; // it ends before it says so
  }
}

function webp(view: DataView): number {
  const kind = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
  const three = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  if (kind === "VP8X") return three(24) * three(27);
  if (kind === "VP8 ") return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
  const both = view.getUint32(21, true);
  return kind === "VP8L" ? ((both & 0x3fff) + 1) * (((both >> 14) & 0x3fff) + 1) : Infinity;
}

/** The largest of the frames that it announces before its data begins. */
function jpeg(view: DataView): number {
  let largest = 0;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return Infinity;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1; // filling
    else if (marker === 0xda) return largest || Infinity;
    else {
      const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (isFrame) largest = Math.max(largest, view.getUint16(at + 5) * view.getUint16(at + 7));
      at += 2 + view.getUint16(at + 2);
    }
  }
}
