// Puts the message files into one shape: `npm run locales`. Sorted; descriptions in English only; in right-to-left
// languages whatever is filled in is set apart, or a name in Latin letters turns the sentence around it over; in French
// no line ends before a colon. Says which words a language lacks.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '../../src/zod.ts';
import { findMissingWords } from './missing-words.ts';

const wordsSchema = z.record(
  z.string(),
  z.object({
    message: z.string(),
    description: z.optional(z.string()),
    placeholders: z.optional(
      z.record(z.string(), z.object({ content: z.string(), example: z.optional(z.string()) })),
    ),
  }),
);
type Words = z.infer<typeof wordsSchema>;
type Message = Words[string];

const folder = join(import.meta.dirname, '../../public/_locales');
/** First strong isolate, and its end. */
const [isolate, end] = ['\u2068', '\u2069'];
const hardSpace = '\u00a0';

function toTidy(message: Message, language: string): Message {
  const { description, placeholders } = message;
  return {
    message: language === 'fr' ? toFrench(message.message) : message.message,
    ...(language === 'en' && description !== undefined ? { description } : {}),
    ...(placeholders === undefined
      ? {}
      : {
          placeholders: Object.fromEntries(
            Object.entries(placeholders).map(([name, { content, example }]) => {
              const bare = content.replaceAll(/[\u2068\u2069]/g, '');
              return [
                name,
                {
                  content: language === 'he' ? `${isolate}${bare}${end}` : bare,
                  ...(language === 'en' && example !== undefined ? { example } : {}),
                },
              ];
            }),
          ),
        }),
  };
}

function toFrench(message: string): string {
  return message.replaceAll(/ (?=[:;?!»%])/g, hardSpace).replaceAll(/« /g, `«${hardSpace}`);
}

const toPath = (language: string) => join(folder, language, 'messages.json');
const all = Object.fromEntries(
  readdirSync(folder).map(language => [
    language,
    wordsSchema.parse(JSON.parse(readFileSync(toPath(language), 'utf8'))),
  ]),
);

for (const [language, words] of Object.entries(all)) {
  const tidy = Object.keys(words)
    .sort()
    .map(key => [key, toTidy(words[key] ?? { message: '' }, language)]);
  writeFileSync(toPath(language), `${JSON.stringify(Object.fromEntries(tidy), null, 2)}\n`);
}

const missing = findMissingWords(all);
for (const line of missing) process.stderr.write(`${line}\n`);
if (missing.length > 0) process.exitCode = 1;
