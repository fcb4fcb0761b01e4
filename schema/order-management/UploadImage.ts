import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';

export enum ImageFormat {
  PNG = 'PNG',
  JPEG = 'JPEG',
}

registerEnumType(ImageFormat, {
  name: 'ImageFormat',
  description: 'The formats of pictures that the app can show.',
  valuesConfig: {
    PNG: { description: 'Portable Network Graphics.' },
    JPEG: { description: 'JPEG, whatever the ending of the file name.' },
  },
});

@InputType({
  description: 'A picture for categories. Once uploaded it can be neither read, replaced nor removed.',
})
export class UploadImageInput {
  @Field(() => String, { description: 'Merchant serial number of the sales unit: 4 to 10 digits.' })
  declare readonly msn: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Id of your choice, unique for the sales unit: 1 to 128 letters, digits, `-`, `_` and `.`. ' +
      'Left out: the SHA-512 of the picture in hex, so that the same picture always has the same id.',
  })
  declare readonly imageId?: string | null;

  @Field(() => String, {
    description:
      'The file in base64: PNG or JPEG, at most 2 MB before encoding, at least 167 pixels high, best square.',
  })
  declare readonly image: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of the picture.' })
export class UploadImagePayload {
  @Field(() => String, {
    nullable: true,
    description: 'Id to give to categories. Null when there are `userErrors`.',
  })
  declare readonly imageId: string | null;

  @Field(() => ImageFormat, {
    nullable: true,
    description: 'What the file is. Null when there are `userErrors`.',
  })
  declare readonly format: ImageFormat | null;

  @Field(() => Int, { nullable: true, description: 'Width in pixels. Null when there are `userErrors`.' })
  declare readonly width: number | null;

  @Field(() => Int, { nullable: true, description: 'Height in pixels. Null when there are `userErrors`.' })
  declare readonly height: number | null;

  @Field(() => [UserError], {
    description: 'Why nothing was uploaded. `CONFLICT`: a picture with this id is there already.',
  })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], {
    description: 'What the API takes but is hardly meant, such as a picture that is not square.',
  })
  declare readonly warnings: readonly UserError[];
}
