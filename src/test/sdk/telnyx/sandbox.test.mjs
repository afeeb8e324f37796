// The official Telnyx SDK, unchanged, against the sandbox at TELNYX_BASE_URL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Telnyx from 'telnyx';

const baseURL = process.env.TELNYX_BASE_URL;
const client = new Telnyx({ apiKey: 'KEY-sdk', baseURL });

async function search(filter) {
  const found = await client.availablePhoneNumbers.list({ filter });
  return found.data.map((number) => number.phone_number);
}

async function until(read, done) {
  for (;;) {
    const answer = await read();
    if (done(answer)) {
      return answer;
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

async function collect(pages) {
  const all = [];
  for await (const entry of pages) {
    all.push(entry);
  }
  return all;
}

const chicago = { country_code: 'US', national_destination_code: '312', features: ['sms', 'voice'] };

test('search, reservation, number order, owned numbers', async () => {
  const found = await client.availablePhoneNumbers.list({
    filter: { ...chicago, phone_number: { starts_with: '5' }, limit: 3 },
  });
  assert.equal(found.meta.total_results, 3);
  assert.equal(found.data[0].cost_information.currency, 'USD');
  const numbers = found.data.map((number) => ({ phone_number: number.phone_number }));

  const reserved = await client.numberReservations.create({ phone_numbers: numbers });
  assert.equal(reserved.data.status, 'success');
  const extended = await client.numberReservations.actions.extend(reserved.data.id);
  assert.ok(extended.data.phone_numbers[0].expired_at > reserved.data.phone_numbers[0].expired_at);
  assert.equal((await client.numberReservations.retrieve(reserved.data.id)).data.id, reserved.data.id);

  const order = await client.numberOrders.create({ phone_numbers: numbers, customer_reference: 'sdk-1' });
  const done = await until(
    () => client.numberOrders.retrieve(order.data.id),
    (answer) => answer.data.status === 'success',
  );
  assert.equal(done.data.phone_numbers.length, 3);
  const owned = await collect(client.phoneNumbers.list({ filter: { customer_reference: 'sdk-1' } }));
  assert.equal(owned.length, 3);
  assert.equal(owned[0].status, 'active');
  const renamed = await client.numberOrders.update(order.data.id, { customer_reference: 'sdk-1b' });
  assert.equal(renamed.data.customer_reference, 'sdk-1b');
});

test('an order that is refused', async () => {
  await assert.rejects(
    client.numberOrders.create({ phone_numbers: [{ phone_number: '+13129110000' }] }),
    (error) => error instanceof Telnyx.UnprocessableEntityError && error.error.errors[0].code === '85000',
  );
  await assert.rejects(
    client.numberOrders.retrieve('3c90c3cc-0d44-4b50-8888-8dd25736052a'),
    Telnyx.NotFoundError,
  );
  await assert.rejects(
    new Telnyx({ apiKey: 'invalid', baseURL }).balance.retrieve(),
    Telnyx.AuthenticationError,
  );
});

test('sub number orders and cancelling', async () => {
  const [number] = await search({ country_code: 'GB', phone_number_type: 'national', limit: 1 });
  const order = await client.numberOrders.create({ phone_numbers: [{ phone_number: number }] });
  const [id] = order.data.sub_number_orders_ids;

  const listed = await client.subNumberOrders.list({ filter: { order_request_id: order.data.id } });
  assert.deepEqual(listed.data.map((sub) => sub.id), [id]);
  const sub = await client.subNumberOrders.retrieve(id, { filter: { include_phone_numbers: true } });
  assert.equal(sub.data.phone_numbers[0].phone_number, number);
  assert.equal((await client.subNumberOrders.cancel(id)).data.status, 'cancelled');
  await assert.rejects(client.subNumberOrders.cancel(id), Telnyx.UnprocessableEntityError);
  assert.equal((await client.numberOrders.retrieve(order.data.id)).data.status, 'cancelled');
});

test('requirements, documents, addresses, comments', async () => {
  const [set] = await collect(
    client.requirements.list({ filter: { country_code: 'DE', phone_number_type: 'local' } }),
  );
  const values = [];
  for (const type of set.requirement_types) {
    values.push({ requirement_id: type.id, field_value: await valueOf(type) });
  }
  const catalogue = await client.regulatoryRequirements.retrieve({
    filter: { country_code: 'DE', phone_number_type: 'local' },
  });
  assert.equal(catalogue.data[0].regulatory_requirements.length, values.length);

  const [first, second] = await search({ country_code: 'DE', locality: 'Berlin', limit: 2 });
  const order = await client.numberOrders.create({
    phone_numbers: [{ phone_number: first }, { phone_number: second }],
  });
  const [id] = order.data.sub_number_orders_ids;
  const number = order.data.phone_numbers[0];
  assert.equal(number.requirements_status, 'requirement-info-pending');
  assert.ok((await client.numberOrderPhoneNumbers.retrieve(number.id)).data.deadline);

  await client.comments.create({
    body: 'Please extend the deadline',
    comment_record_type: 'sub_number_order',
    comment_record_id: id,
  });
  const comments = await client.comments.list({
    filter: { comment_record_type: 'sub_number_order', comment_record_id: id },
  });
  assert.equal(comments.data.length, 2);
  const read = await client.comments.markAsRead(comments.data[0].id);
  assert.ok(read.data.read_at);

  await client.numberOrderPhoneNumbers.updateRequirements(number.id, { regulatory_requirements: values });
  await client.subNumberOrders.update(id, { regulatory_requirements: values });
  await until(
    () => client.numberOrders.retrieve(order.data.id),
    (answer) => answer.data.status === 'success' && answer.data.requirements_met,
  );
});

async function valueOf(type) {
  switch (type.type) {
    case 'document': {
      const form = new FormData();
      form.append('file', new File(['%PDF-1.7'], 'bill.pdf', { type: 'application/pdf' }));
      const uploaded = await client.documents.upload({ document: form });
      assert.equal(uploaded.data.content_type, 'application/pdf');
      assert.equal((await client.documents.retrieve(uploaded.data.id)).data.filename, 'bill.pdf');
      return uploaded.data.id;
    }
    case 'address': {
      const address = await client.addresses.create({
        first_name: 'Ada',
        last_name: 'Lovelace',
        business_name: 'Acme',
        street_address: 'Unter den Linden 1',
        locality: 'Berlin',
        country_code: 'DE',
      });
      return address.data.id;
    }
    default:
      return 'Ada Lovelace';
  }
}

test('requirement groups', async () => {
  const group = await client.requirementGroups.create({
    country_code: 'GB',
    phone_number_type: 'national',
    action: 'ordering',
    customer_reference: 'sdk-group',
  });
  assert.equal(group.status, 'unapproved');
  const [item] = group.regulatory_requirements;
  await client.requirementGroups.update(group.id, {
    regulatory_requirements: [{ requirement_id: item.requirement_id, field_value: 'Acme' }],
  });
  const submitted = await client.requirementGroups.submitForApproval(group.id);
  assert.equal(submitted.status, 'pending-approval');
  await until(
    () => client.requirementGroups.retrieve(group.id),
    (answer) => answer.status === 'approved',
  );
  const listed = await client.requirementGroups.list({ filter: { customer_reference: 'sdk-group' } });
  assert.deepEqual(listed.map((one) => one.id), [group.id]);

  const [number] = await search({ country_code: 'GB', phone_number_type: 'national', limit: 1 });
  const order = await client.numberOrders.create({ phone_numbers: [{ phone_number: number }] });
  const [id] = order.data.sub_number_orders_ids;
  const attached = await client.subNumberOrders.updateRequirementGroup(id, {
    requirement_group_id: group.id,
  });
  assert.equal(attached.data.phone_numbers[0].requirements_status, 'approved');
  assert.equal((await client.requirementGroups.delete(group.id)).id, group.id);
});

test('bulk orders, page by page', async () => {
  for (let i = 0; i < 5; i++) {
    const order = await client.inexplicitNumberOrders.create({
      ordering_groups: [
        { country_iso: 'US', phone_number_type: 'local', count_requested: '2', national_destination_code: '415' },
      ],
      customer_reference: `sdk-bulk-${i}`,
    });
    await until(
      () => client.inexplicitNumberOrders.retrieve(order.data.id),
      (answer) => answer.data.ordering_groups[0].status === 'success',
    );
  }
  const bulk = await collect(client.inexplicitNumberOrders.list({ page_size: 2 }));
  const ours = bulk.filter((order) => order.customer_reference.startsWith('sdk-bulk-'));
  assert.equal(new Set(ours.map((order) => order.id)).size, 5);
  const orders = await collect(client.numberOrders.list({ 'page[size]': 2, page_size: 2 }));
  assert.ok(new Set(orders.map((order) => order.id)).size >= 5);
  assert.equal(new Set(orders.map((order) => order.id)).size, orders.length);
  const report = await client.subNumberOrdersReport.create({ customer_reference: 'sdk-bulk-1' });
  await until(
    () => client.subNumberOrdersReport.retrieve(report.data.id),
    (answer) => answer.data.status === 'success',
  );
  const csv = await client.subNumberOrdersReport.download(report.data.id);
  assert.equal((typeof csv === 'string' ? csv : await csv.text()).trim().split('\n').length, 2);
});

test('what is in stock', async () => {
  const coverage = await client.inventoryCoverage.list({ filter: { npa: 406, count: true } });
  assert.equal(coverage.data[0].group, '406');
  assert.ok(coverage.data[0].count > 0);
});
