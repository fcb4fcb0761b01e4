import {
  PartnerMembershipValidity,
  type PartnerComplianceDataInput,
} from '../../schema/partner/PartnerComplianceDataInput.js';

const apiValidities: Readonly<Record<PartnerMembershipValidity, string>> = {
  [PartnerMembershipValidity.CURRENT_CALENDAR_YEAR]: 'CurrentCalendarYear',
  [PartnerMembershipValidity.ONE_YEAR_FROM_PAYMENT]: 'OneYearFromPayment',
};

/** What the merchant sells, in the API's terms. The booleans that it requires are false when left out. */
export function toApiComplianceData(input: PartnerComplianceDataInput): Readonly<Record<string, unknown>> {
  const { giftCard, membership, course, donation } = input;
  return {
    ...input,
    giftCard: giftCard && {
      ...giftCard,
      isSalesPercentageLessThanTen: giftCard.isSalesPercentageLessThanTen ?? false,
    },
    membership: membership && {
      ...membership,
      membershipValidity: membership.membershipValidity && apiValidities[membership.membershipValidity],
    },
    // The specification requires `online` and defines only the longer name: both say the same.
    course: course && { ...course, online: course.isOnlineCourseOffered ?? false },
    donation: donation && { acceptsDonation: donation.acceptsDonation ?? false },
  };
}
