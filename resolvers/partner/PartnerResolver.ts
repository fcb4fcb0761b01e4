import { randomUUID } from 'node:crypto';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { insteadOfPartnerApi } from '../../schema/partner/deprecation.js';
import { PartnerMerchant } from '../../schema/partner/PartnerMerchant.js';
import { PartnerPrefillProductOrderInput } from '../../schema/partner/PartnerPrefillProductOrderInput.js';
import { PartnerPrefillProductOrderPayload } from '../../schema/partner/PartnerPrefillProductOrderPayload.js';
import { PartnerSalesUnit } from '../../schema/partner/PartnerSalesUnit.js';
import type { Context } from '../../src/context/vipps-context.js';
import { prefillUserErrors } from '../product-orders/upstream-user-errors.js';
import { checkPattern } from '../shared/check-pattern.js';
import { InputIssues } from '../shared/input-issues.js';
import { toPartnerSalesUnit } from './mappers.js';
import { checkPartnerPrefill, toPartnerRequest } from './prefill-input.js';

/** The older Partner API, for clients that have not moved yet. */
@Resolver(() => PartnerMerchant)
export class PartnerResolver {
  @Query(() => PartnerMerchant, {
    nullable: true,
    description:
      'A Norwegian merchant by organisation number. Null when no active sales unit of it is tied to the partner.',
    deprecationReason: insteadOfPartnerApi('`merchant` with the scheme `business:NO:ORG`'),
  })
  async partnerMerchant(
    @Arg('orgno', () => String, { description: 'Organisation number, 9 digits.' }) orgno: string,
    @Ctx() { loaders }: Context,
  ): Promise<PartnerMerchant | null> {
    checkPattern(orgno, /^\d{9}$/, 'a text of 9 digits, such as "311100459".', ['orgno']);
    const msn = await loaders.partner.merchant.load(orgno);
    return msn === null ? null : { orgno, msn };
  }

  @Query(() => PartnerSalesUnit, {
    nullable: true,
    description:
      'A sales unit by MSN. Null when it does not exist, is not active, or is not tied to the partner.',
    deprecationReason: insteadOfPartnerApi('`salesUnit`'),
  })
  async partnerSalesUnit(
    @Arg('msn', () => String, { description: 'Merchant serial number, 5 to 6 digits.' }) msn: string,
    @Ctx() { loaders }: Context,
  ): Promise<PartnerSalesUnit | null> {
    checkPattern(msn, /^\d{5,6}$/, 'a text of 5 to 6 digits, such as "771204".', ['msn']);
    const unit = await loaders.partner.salesUnit.load(msn);
    return unit === null ? null : toPartnerSalesUnit(unit);
  }

  @FieldResolver()
  async salesUnits(
    @Root() { msn }: PartnerMerchant,
    @Ctx() { loaders }: Context,
  ): Promise<PartnerSalesUnit[]> {
    const units = await Promise.all(msn.map((each) => loaders.partner.salesUnit.load(each)));
    return units.flatMap((unit) => (unit === null ? [] : [toPartnerSalesUnit(unit)]));
  }

  @Mutation(() => PartnerPrefillProductOrderPayload, {
    nullable: true,
    description: 'Fills in a product order over the older Partner API. Null only with an error.',
    deprecationReason: insteadOfPartnerApi('`prefillProductOrder`'),
  })
  async partnerPrefillProductOrder(
    @Arg('input', () => PartnerPrefillProductOrderInput, { description: 'What to fill in.' })
    input: PartnerPrefillProductOrderInput,
    @Ctx() context: Context,
  ): Promise<PartnerPrefillProductOrderPayload> {
    const idempotencyKey = input.idempotencyKey ?? randomUUID();
    const issues = new InputIssues();
    checkPartnerPrefill(input, issues, context);
    const { warnings } = issues;
    const refused = { prefilledOrderId: null, returnUrl: null, idempotencyKey, warnings };
    if (issues.errors.length > 0) return { ...refused, userErrors: issues.errors };
    const request = toPartnerRequest(input);
    try {
      const made = await context.writers.productOrders.prefillByPartnerApi(request, idempotencyKey);
      return { ...made, idempotencyKey, userErrors: [], warnings };
    } catch (error) {
      return {
        ...refused,
        userErrors: prefillUserErrors(error, idempotencyKey, new Set(Object.keys(request))),
      };
    }
  }
}
