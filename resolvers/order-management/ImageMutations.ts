import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { UploadImageInput, UploadImagePayload } from '../../schema/order-management/UploadImage.js';
import type { UserError } from '../../schema/shared/UserError.js';
import type { Context } from '../../src/context/vipps-context.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { checkMsn } from '../management/identifiers.js';
import { InputIssues } from '../shared/input-issues.js';
import { checkImage } from './check-image.js';
import { checkImageId } from './identifiers.js';
import { catchUserErrors } from './upstream-user-errors.js';

@Resolver()
export class ImageMutations {
  @Mutation(() => UploadImagePayload, {
    nullable: true,
    description:
      'Uploads a picture for categories. It stays for ever. An upload whose answer is lost is sent again; if the id is taken then, it may be by this very picture, and the error is `OUTCOME_UNKNOWN`. Without an `imageId` of your own that is a success. Null only when the API fails.',
  })
  async uploadImage(
    @Arg('input', () => UploadImageInput, { description: 'The picture and its id.' }) input: UploadImageInput,
    @Ctx() { writers }: Context,
  ): Promise<UploadImagePayload> {
    const issues = new InputIssues();
    const msn = issues.collect(() => checkMsn(input.msn, 'msn'));
    const given = input.imageId == null ? null : issues.collect(() => checkImageId(input.imageId, 'imageId'));
    const image = checkImage(input.image, issues);
    const refusal = (userErrors: readonly UserError[]): UploadImagePayload => {
      return {
        imageId: null,
        format: null,
        width: null,
        height: null,
        userErrors,
        warnings: issues.warnings,
      };
    };
    if (msn === null || image === null || issues.errors.length > 0) return refusal(issues.errors);
    const { format, width, height, digest } = image;
    const { refused, value } = await catchUserErrors(() =>
      writers.orderManagement
        .uploadImage(msn, { imageId: given ?? digest, src: input.image })
        .catch((error: unknown) => {
          if (isTaken(error) || (given === null && isTakenSince(error))) return null;
          throw error;
        }),
    );
    if (refused !== undefined) return refusal(refused);
    if (value === null && given !== null) {
      const message =
        'A picture with this id is there already, and it stays: choose another id, or use the one there.';
      return refusal([{ field: ['imageId'], code: 'CONFLICT', message }]);
    }
    // The id is a digest of the picture, so if it is taken, it is taken by this very picture.
    return { imageId: value ?? digest, format, width, height, userErrors: [], warnings: issues.warnings };
  }
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
