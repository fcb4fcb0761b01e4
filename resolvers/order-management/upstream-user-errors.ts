import type { UserError } from '../../schema/shared/UserError.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { apiFieldPath } from '../shared/api-field-path.js';
import { upstreamUserErrors } from '../shared/upstream-user-errors.js';

/** Fields that our inputs call something else than the API does. */
const inputNames: Readonly<Record<string, string>> = {
  category: 'type',
  orderDetailsUrl: 'url',
  src: 'image',
};

function toInputField(name: string): readonly string[] | null {
  const path = apiFieldPath(name);
  if (path.length === 0) return null;
  return path.map((part) => (Object.hasOwn(inputNames, part) ? (inputNames[part] ?? part) : part));
}

/**
 * Runs a write. A refusal that another input would mend comes back as user errors.
 * @throws whatever else went wrong
 */
export async function catchUserErrors<T>(
  work: () => Promise<T>,
): Promise<
  | { readonly value: T; readonly refused?: never }
  | { readonly refused: readonly UserError[]; readonly value?: never }
> {
  try {
    return { value: await work() };
  } catch (error) {
    const refused = upstreamUserErrors(error, toInputField);
    if (refused === null) throw error;
    return { refused };
  }
}

/**
 * Runs a write behind another one that was carried out, so that the caller must be told of both: whatever the API did
 * comes back as user errors.
 */
export async function catchAllErrors<T>(
  work: () => Promise<T>,
): Promise<
  | { readonly value: T; readonly refused?: never }
  | { readonly refused: readonly UserError[]; readonly value?: never }
> {
  try {
    return await catchUserErrors(work);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { refused: [{ field: null, code: error.code, message: error.message }] };
  }
}

/** A 404 on a category can only be about its picture, since nothing else has to exist. The API does not say so. */
export function attributeToImage(
  refused: readonly UserError[],
  imageId: string | undefined,
): readonly UserError[] {
  if (imageId === undefined) return refused;
  const message = 'The sales unit has no picture with this id: upload it first.';
  return refused.map((each) =>
    each.code === 'NOT_FOUND' && each.field === null ? { ...each, field: ['imageId'], message } : each,
  );
}
