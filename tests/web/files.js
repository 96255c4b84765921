// The vector files, by name: the shared ones, and sheets of chance where some were drawn.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const folders = ['../vectors/', '../../build/vectors/'].map((path) => new URL(path, import.meta.url));

export const files = Object.fromEntries(
  folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
    ),
);
