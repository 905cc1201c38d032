export * from './rules/channels.ts';
