import type { TicketGroup } from '../model/ticket.js';

/** An empty page. */
const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
).toString('base64');

/** The tickets of a group as documents. */
export function pdfTicketsOf(group: TicketGroup) {
  const { orderId, orderLineId, orderVersion, updatedForOrderLineVersion, organisationId } = group;
  return group.ticketDistributions.map(({ id, endOfValidity }) => ({
    id,
    pdf,
    orderId,
    orderLineId,
    orderVersion,
    orderLineVersion: updatedForOrderLineVersion,
    ticketDistributionId: id,
    combinedTicket: false,
    organisationId,
    deleteAt: endOfValidity,
  }));
}
