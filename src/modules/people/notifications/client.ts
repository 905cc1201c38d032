export * from './rules/topics.ts';
