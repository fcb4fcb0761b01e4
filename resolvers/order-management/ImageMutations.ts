import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { UploadImageInput, UploadImagePayload } from '../../schema/order-management/UploadImage.js';
import type { UserError } from '../../schema/shared/UserError.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkMsn } from '../management/identifiers.js';
import { InputIssues } from '../shared/input-issues.js';
import { checkImage } from './check-image.js';
import { checkImageId } from './identifiers.js';
import { sendImage } from './send-image.js';

@Resolver()
export class ImageMutations {
  @Mutation(() => UploadImagePayload, {
    nullable: true,
    description:
      'Uploads a picture for categories. It stays for ever. An upload whose answer is lost is sent again; if the id is taken then, it may be by this very picture, and the error is `OUTCOME_UNKNOWN`. Without an `imageId` of your own that is a success. Null only when the API fails.',
  })
  async uploadImage(
    @Arg('input', () => UploadImageInput, { description: 'The picture and its id.' }) input: UploadImageInput,
    @Ctx() context: Context,
  ): Promise<UploadImagePayload> {
    const issues = new InputIssues();
    const msn = issues.collect(() => checkMsn(input.msn, 'msn'));
    const given = input.imageId == null ? null : issues.collect(() => checkImageId(input.imageId, 'imageId'));
    const image = checkImage(input.image, issues, context);
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
    const { format, width, height } = image;
    const sent = await sendImage(context.writers.orderManagement, msn, {
      image: input.image,
      checked: image,
      imageId: given,
    });
    if (sent.refused !== undefined) return refusal(sent.refused);
    const { imageId } = sent;
    return { imageId, format, width, height, userErrors: [], warnings: issues.warnings };
  }
}
