// Writes down what a real Asterisk answers, for the fake to agree with: `npm run record:asterisk`, then `npm run format`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAsterisk } from './packages.ts';
import { exchangeWithReal } from './real-exchanges.ts';
import { startAsterisk } from './server.ts';

const packages = await getAsterisk();
if ('missing' in packages) throw new Error(packages.missing);
const asterisk = await startAsterisk(packages.root);
try {
  const exchanges = await exchangeWithReal(asterisk);
  const path = join(import.meta.dirname, '..', 'recorders', 'asterisk-recorded.json');
  writeFileSync(path, `${JSON.stringify(exchanges, null, 2)}\n`);
  console.log(`${exchanges.length} exchanges`);
} finally {
  await asterisk.stop();
}
