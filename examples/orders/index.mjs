// A function such as many people have: it logs what it does, and with it what it should not. None of the people, cards and
// keys below exist; the numbers are the ones that payment companies and AWS publish for tests.
const customers = [
  { name: 'Ada', email: 'ada.byron@example.org', card: '4111 1111 1111 1111', ssn: '536-90-4399' },
  { name: 'Alan', email: 'alan@bletchley.example.com', card: '5555-5555-5555-4444', ssn: '509-12-3456' },
  { name: 'Grace', email: 'grace.hopper+orders@example.net', card: '378282246310005', ssn: '219-45-7813' },
];

/** Called once per invocation with `{ "order": number }`. Order 3 fails, as orders do. */
export async function handler(event) {
  const order = Number(event?.order ?? 1);
  const customer = customers[order % customers.length];
  console.log(`order ${order}: received from ${customer.email}, version 1.2.3.4`);
  console.log(JSON.stringify({ level: 'info', order, customer: { ...customer, password: 'hunter2-but-longer' } }));
  console.info(`charging ${customer.card} (ssn ${customer.ssn}) via https://shop:s3cr3t-pa55@pay.example.com/charge`);
  console.warn('slow bank', { order, iban: 'DE89 3704 0044 0532 0130 00', ms: 1843 });
  if (order === 3) {
    console.error(`gateway refused: Authorization: Bearer ${'abcdef0123456789'.repeat(2)}`);
    throw new Error(`payment of ${customer.email} failed with key AKIAIOSFODNN7EXAMPLE`);
  }
  return { order, paid: true };
}
