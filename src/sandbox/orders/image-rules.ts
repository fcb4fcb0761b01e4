const maxBytes = 2 * 1024 * 1024;
const minHeight = 167;

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What is wrong with the picture in `src`, or null. */
export function imageFault(src: string): string | null {
  if (src === '' || src.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(src)) return 'src is not base64.';
  const bytes = Buffer.from(src, 'base64');
  if (bytes.length > maxBytes) return 'The size of the image is more than 2 MB.';
  const height = bytes.subarray(0, 8).equals(pngStart) ? pngHeight(bytes) : jpegHeight(bytes);
  if (height === null) return 'The image is neither PNG nor JPEG.';
  return height < minHeight ? `The height of the image is less than ${String(minHeight)} pixels.` : null;
}

function pngHeight(bytes: Buffer): number | null {
  return bytes.length < 33 ? null : bytes.readUInt32BE(20);
}

/** Walks the segments up to the frame header, which holds the size. */
function jpegHeight(bytes: Buffer): number | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes.readUInt16BE(at);
    if (marker < 0xff01 || marker === 0xffff) {
      // A fill byte, or one that belongs to nothing: decoders skip both.
      at += 1;
      continue;
    }
    if (marker === 0xff01) {
      // The one marker without a segment that may come here.
      at += 2;
      continue;
    }
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return bytes.readUInt16BE(at + 5);
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
