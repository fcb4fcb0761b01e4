import { disableTypes, imageSize, types } from 'image-size';

/** The formats that the APIs take; everything else is not looked at, so that no other reader sees foreign bytes. */
const KNOWN = ['png', 'jpg'] as const;
disableTypes(types.filter((type) => !KNOWN.some((known) => known === type)));

export interface ImageFacts {
  readonly type: (typeof KNOWN)[number];
  readonly width: number;
  readonly height: number;
}

/** Format and size of an image, read from its content; `undefined` when it is neither PNG nor JPEG or has no size. */
export function readImage(bytes: Uint8Array): ImageFacts | undefined {
  try {
    // A copy: the reader looks past the end of a cut-off image, and behind a small Buffer lies foreign memory.
    const { type, width, height } = imageSize(Uint8Array.from(bytes));
    const known = KNOWN.find((each) => each === type);
    return known === undefined || width < 1 || height < 1 ? undefined : { type: known, width, height };
  } catch {
    return undefined;
  }
}
