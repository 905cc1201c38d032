#!/usr/bin/perl
# Makes src/shared/marc/eacc-table.ts out of the Library of Congress's code table for East Asian characters, as Debian's package
# libmarc-charset-perl carries it. To be run again only when that table changes:
#
#   apt-get download libmarc-charset-perl && dpkg-deb -x libmarc-charset-perl_*.deb eacc
#   perl scripts/extract-eacc.pl eacc/usr/lib/libmarc-charset-perl/Table > src/shared/marc/eacc-table.ts
#
# Only the pairs of code and character are taken. Characters that the table puts into Unicode's private area (U+E000 to U+F8FF, 61 of
# them) are left out: no font shows them, and whoever reads the record is told that one is missing.
use strict;
use warnings;
use GDBM_File;
use Storable qw(thaw);

my ($path) = @ARGV or die "usage: extract-eacc.pl TABLE\n";
tie my %table, 'GDBM_File', $path, GDBM_READER, 0644 or die "$path: $!\n";
my %rows;
while (my ($key, $frozen) = each %table) {
  next unless $key =~ /^1:(...)$/s;
  my ($plane, $row, $place) = unpack 'C3', $1;
  my $ucs = hex(thaw($frozen)->{ucs} // '');
  next if $ucs == 0 || ($ucs >= 0xE000 && $ucs <= 0xF8FF);
  $rows{$plane}{$row}{$place} = chr $ucs;
}
binmode STDOUT, ':encoding(UTF-8)';
print <<'HEAD';
/**
 * East Asian characters of MARC-8 (EACC, ANSI/NISO Z39.64): which character each code of three bytes is.
 *
 * Source: the Library of Congress, "MARC 21 Specifications: Code Table East Asian Ideographs and other parts", a work of the United
 * States Government and as such in the public domain; taken from Debian's libmarc-charset-perl (MARC::Charset 1.35) by
 * `scripts/extract-eacc.pl`, which says how. Made, not written: change the script.
 *
 * A line for each first byte; then words: second byte, third byte of the first character, characters of third bytes that follow.
 */
export const EACC_TABLE = `
HEAD
for my $plane (sort { $a <=> $b } keys %rows) {
  my @words;
  for my $row (sort { $a <=> $b } keys %{ $rows{$plane} }) {
    my $places = $rows{$plane}{$row};
    my $last = -1;
    for my $place (sort { $a <=> $b } keys %$places) {
      push @words, sprintf '%02x%02x', $row, $place if $place != $last + 1;
      # a blank that cannot be seen is written as an escape
      $words[-1] .= $places->{$place} eq "\x{3000}" ? '\u3000' : $places->{$place};
      $last = $place;
    }
  }
  printf "%02x %s\n", $plane, join(' ', @words);
}
print "`;\n";
