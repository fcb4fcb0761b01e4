import type { UserError } from '../../schema/shared/UserError.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import type { OrderManagementWriters } from '../../src/writers/order-management.js';
import type { CheckedImage } from './check-image.js';
import { catchUserErrors } from './upstream-user-errors.js';

/** A picture that passed the checks, as it is sent. */
export interface ImageToSend {
  /** Base64 of the file. */
  readonly image: string;
  readonly checked: CheckedImage;
  /** The id of the caller's choice; null for that of the picture itself. */
  readonly imageId: string | null;
}

/**
 * Stores a picture and gives its id, or says why it was not stored. One whose id is made of the picture may be there
 * already: then it is taken by this very picture.
 * @throws what no other input would mend
 */
export async function sendImage(
  writers: Pick<OrderManagementWriters, 'uploadImage'>,
  msn: string,
  { image, checked: { digest }, imageId: given }: ImageToSend,
): Promise<
  | { readonly imageId: string; readonly refused?: never }
  | { readonly refused: readonly UserError[]; readonly imageId?: never }
> {
  const { refused, value } = await catchUserErrors(() =>
    writers.uploadImage(msn, { imageId: given ?? digest, src: image }).catch((error: unknown) => {
      if (isTaken(error) || (given === null && isTakenSince(error))) return null;
      throw error;
    }),
  );
  if (refused !== undefined) return { refused };
  if (value === null && given !== null) {
    const message =
      'A picture with this id is there already, and it stays: choose another id, or use the one there.';
    return { refused: [{ field: ['imageId'], code: 'CONFLICT', message }] };
  }
  return { imageId: value ?? digest };
}

/** The answer to a first try was lost, and to a further one it was that the id is taken. */
function isTakenSince(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'OUTCOME_UNKNOWN' && isTaken(error.cause);
}

/** 409, or the older 400, which only its text tells apart from other refusals: it says "duplicate". */
function isTaken(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  const { title = '', detail = '', faults = [] } = error.facts;
  const texts = [title, detail, ...faults.map(({ reason }) => reason)];
  return (
    error.code === 'CONFLICT' || (error.facts.status === 400 && texts.some((text) => /duplicate/i.test(text)))
  );
}
