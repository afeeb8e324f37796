// The official DIDWW SDK, unchanged, against the sandbox at DIDWW_BASE_URL.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import {
  DidwwApiError,
  DidwwClient,
  RequestValidator,
  availableDidOrderItem,
  capacityOrderItem,
  didOrderItem,
  ref,
  reservationDidOrderItem,
} from '@didww/sdk';

const baseUrl = process.env.DIDWW_BASE_URL;
const client = new DidwwClient({ apiKey: 'KEY-sdk', baseUrl });

async function completed(id) {
  for (;;) {
    const order = await client.orders().find(id);
    if (order.data.status !== 'pending') {
      return order.data;
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

async function groupIn(area) {
  const groups = await client.didGroups().list({
    filter: { area_name: area },
    include: 'stock_keeping_units,country,did_group_type',
  });
  return groups.data.find((group) => group.areaName === area);
}

function refused(status, detail) {
  return (error) =>
    error instanceof DidwwApiError &&
    error.status === status &&
    error.errors.some((fault) => fault.detail.includes(detail));
}

test('the catalogue', async () => {
  const countries = await client.countries().list({ filter: { iso: 'DE' } });
  assert.equal(countries.data[0].iso, 'DE');
  const berlin = await groupIn('Berlin');
  assert.equal(berlin.country.iso, 'DE');
  assert.ok(berlin.stockKeepingUnits.length >= 2);
  assert.match(berlin.stockKeepingUnits[0].monthlyPrice, /^\d+\.\d+$/);
  const page = await client.didGroups().list({ page: { size: 2, number: 2 } });
  assert.equal(page.data.length, 2);

  const prefixes = await client.nanpaPrefixes().list({ filter: { npanxx: '312555' }, page: { size: 1 } });
  assert.equal(`${prefixes.data[0].npa}${prefixes.data[0].nxx}`, '312555');
  const chicago = await client.didGroups().list({
    filter: { 'nanpa_prefix.id': prefixes.data[0].id },
    include: 'stock_keeping_units',
  });
  const order = await client.orders().create({
    items: [
      didOrderItem({ skuId: chicago.data[0].stockKeepingUnits[0].id, nanpaPrefixId: prefixes.data[0].id, qty: 2 }),
    ],
  });
  const numbers = await numbersOf((await completed(order.data.id)).id);
  assert.ok(numbers.every((did) => did.number.startsWith('1312555')));
});

async function numbersOf(order) {
  return (await client.dids().list({ filter: { 'order.id': order } })).data;
}

test('an order of units, found by its reference, and its numbers', async () => {
  const [sku] = (await groupIn('Berlin')).stockKeepingUnits;
  const before = (await client.balance().find()).data;
  const order = await client.orders().create({
    allowBackOrdering: false,
    externalReferenceId: 'sdk-1',
    items: [didOrderItem({ skuId: sku.id, qty: 3 })],
  });
  assert.equal(order.data.status, 'pending');
  const done = await completed(order.data.id);
  assert.equal(done.status, 'completed');
  assert.equal(done.items[0].qty, 3);
  assert.match(done.amount, /^\d+\.\d+$/);
  const found = await client.orders().list({ filter: { external_reference_id: 'sdk-1' } });
  assert.deepEqual(found.data.map((one) => one.id), [order.data.id]);
  assert.equal((await numbersOf(order.data.id)).length, 3);
  const after = (await client.balance().find()).data;
  assert.ok(Number(after.totalBalance) < Number(before.totalBalance));
});

test('certain numbers, by themselves and by reservation', async () => {
  const available = await client.availableDids().list({ include: 'did_group.stock_keeping_units' });
  const [first, second] = available.data;
  const skuOf = (did) => did.didGroup.stockKeepingUnits[0].id;
  const order = await client.orders().create({
    items: [availableDidOrderItem({ skuId: skuOf(first), availableDidId: first.id })],
  });
  await completed(order.data.id);
  assert.deepEqual((await numbersOf(order.data.id)).map((did) => did.number), [first.number]);

  const reservation = await client.didReservations().create({
    description: 'held',
    availableDid: ref('available_dids', second.id),
  });
  assert.ok(new Date(reservation.data.expiresAt) > new Date());
  const reserved = await client.orders().create({
    items: [reservationDidOrderItem({ skuId: skuOf(second), didReservationId: reservation.data.id })],
  });
  await completed(reserved.data.id);
  assert.deepEqual((await numbersOf(reserved.data.id)).map((did) => did.number), [second.number]);
});

test('channels', async () => {
  const [pool] = (await client.capacityPools().list()).data;
  const qty = pool.minimumQtyPerOrder;
  const order = await client.orders().create({ items: [capacityOrderItem({ capacityPoolId: pool.id, qty })] });
  await completed(order.data.id);
  const [grown] = (await client.capacityPools().list()).data.filter((one) => one.id === pool.id);
  assert.equal(grown.totalChannelsCount, pool.totalChannelsCount + qty);
});

test('what is refused, and what is cancelled', async () => {
  const [sku] = (await groupIn('Berlin')).stockKeepingUnits;
  await assert.rejects(
    client.orders().create({ items: [didOrderItem({ skuId: '3c90c3cc-0d44-4b50-8888-8dd25736052a', qty: 1 })] }),
    refused(422, 'is invalid'),
  );
  await assert.rejects(
    client.orders().create({ items: [didOrderItem({ skuId: sku.id, qty: 1 })], externalReferenceId: 'x'.repeat(101) }),
    refused(422, 'too long'),
  );
  await assert.rejects(client.orders().find('3c90c3cc-0d44-4b50-8888-8dd25736052a'), refused(404, ''));
  await assert.rejects(new DidwwClient({ apiKey: 'invalid', baseUrl }).balance().find(), refused(401, 'Authorization'));

  const order = await client.orders().create({ items: [didOrderItem({ skuId: sku.id, qty: 1 })] });
  await client.orders().remove(order.data.id);
  assert.equal((await client.orders().find(order.data.id)).data.status, 'canceled');
});

test('a callback is signed so that the SDK finds it valid', async () => {
  const [sku] = (await groupIn('Berlin')).stockKeepingUnits;
  for (const method of ['post', 'get']) {
    const call = await callback(sku.id, method);
    assert.equal(call.payload.type, 'orders');
    assert.equal(call.payload.status, 'completed');
    assert.ok(new RequestValidator(process.env.DIDWW_CALLBACK_SECRET).validate(call.url, call.payload, call.signature));
    assert.ok(!new RequestValidator('another').validate(call.url, call.payload, call.signature));
  }
});

/** Orders with a callback, and answers what is called. */
async function callback(skuId, method) {
  let server;
  const called = new Promise((resolve) => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        const url = `http://127.0.0.1:${server.address().port}${request.url}`;
        const parameters = request.method === 'GET' ? new URL(url).searchParams : new URLSearchParams(body);
        response.end();
        resolve({
          url,
          payload: Object.fromEntries(parameters),
          signature: request.headers['x-didww-signature'],
        });
      });
    }).listen(0, '127.0.0.1');
  });
  await new Promise((resume) => server.once('listening', resume));
  await client.orders().create({
    items: [didOrderItem({ skuId, qty: 1 })],
    callbackUrl: `http://127.0.0.1:${server.address().port}/orders`,
    callbackMethod: method,
  });
  try {
    return await called;
  } finally {
    server.close();
  }
}
