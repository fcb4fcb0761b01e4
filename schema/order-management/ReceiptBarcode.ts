import { Field, ObjectType } from 'type-graphql';
import { BarcodeFormat } from './BarcodeFormat.js';

@ObjectType({ simpleResolvers: true, description: 'The barcode of a receipt.' })
export class ReceiptBarcode {
  @Field(() => BarcodeFormat, {
    nullable: true,
    description: 'How it is drawn. Null when the API does not say.',
  })
  declare readonly format: BarcodeFormat | null;

  @Field(() => String, { nullable: true, description: 'The same in the word of the API, e.g. `EAN-13`.' })
  declare readonly formatRaw: string | null;

  @Field(() => String, { nullable: true, description: 'What it says. Null when the API does not say.' })
  declare readonly data: string | null;
}
