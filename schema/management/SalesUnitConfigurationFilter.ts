import { Field, InputType } from 'type-graphql';
import { CaptureType } from './SalesUnitConfiguration.js';

@InputType({
  description:
    'What units must be set up to do. Conditions add up; a unit of which the API does not say fits neither true nor false.',
})
export class SalesUnitConfigurationFilter {
  @Field(() => CaptureType, { nullable: true, description: 'Only units of this capture type.' })
  declare readonly captureType?: CaptureType | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only units that may take payments; false: only others.',
  })
  declare readonly paymentAllowed?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only units that may skip the landing page; false: only others.',
  })
  declare readonly skipLandingPageAllowed?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only units that have the Recurring API; false: only others.',
  })
  declare readonly recurringAllowed?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only units that may capture in several parts; false: only others.',
  })
  declare readonly partialCaptureAllowed?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only units that may capture later than the default; false: only others.',
  })
  declare readonly lateCaptureAllowed?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only units whose landing page locks the phone number; false: only others.',
  })
  declare readonly landingPagePhoneNumberLocked?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only units that may make long-living payment requests; false: only others.',
  })
  declare readonly longLivingPaymentAllowed?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only units that take credit cards; false: only others.',
  })
  declare readonly creditCardPaymentAllowed?: boolean | null;
}
