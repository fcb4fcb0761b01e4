import { imageDimensionsFromData } from 'image-dimensions';

/** What the content of an image tells. */
export interface ImageFacts {
  readonly type: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
}

/** Format and size of an image, read from its content; `undefined` when it is neither PNG nor JPEG or has no size. */
export function readImage(bytes: Buffer): ImageFacts | undefined {
  // The APIs take no other formats, so parsers for those need not be exposed to bytes from outside.
  if (!/^(?:\x89PNG|\xff\xd8\xff)/.test(bytes.toString('latin1', 0, 4))) return undefined;
  const found = imageDimensionsFromData(bytes);
  if (found === undefined || found.width < 1 || found.height < 1) return undefined;
  const { type, width, height } = found;
  return type === 'png' || type === 'jpeg' ? { type, width, height } : undefined;
}
