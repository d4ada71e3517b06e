"""What a refusal says to a person: one English sentence a code, translated by the catalogues.

Only faces (pages, interfaces, the command line and the files they write) speak these sentences;
everything below carries codes. Facts in a sentence never name a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from saphan.domain.refusals import Refused, RowRefused
from saphan.foundation.words import Words, fill

FILES = {
    "file.missing": "The file {file} cannot be found or opened.",
    "file.empty": "The file {file} is empty.",
    "file.not_a_spreadsheet": "The file {file} is not a spreadsheet that can be read (XLSX, XLS, ODS, CSV or JSON).",
    "file.encrypted": "The file {file} is protected by a password; save a copy without one.",
    "file.too_large": "The file {file} is too large to be a list of interviews.",
    "file.zip_bomb": "The file {file} unpacks to far more than a list of interviews; it was not opened.",
    "file.damaged": "The file {file} is damaged; open it in a spreadsheet program and save it again.",
    "file.encoding": "The letters in {file} cannot be read; save it as UTF-8 or as XLSX.",
    "file.no_rows": "The file {file} holds no rows.",
    "file.too_many_rows": "A sheet of {file} holds more than {limit} rows; split it.",
    "file.too_many_cells": "A sheet of {file} is too wide and too long to be read.",
    "file.sheet_missing": "The file {file} has no sheet named {sheet}; it has: {found}.",
    "file.column_missing": "The sheet {sheet} of {file} lacks the column {column}; it has: {found}.",
    "file.column_twice": "The sheet {sheet} of {file} has the column {column} twice.",
    "file.payments_missing": "The file {file} holds interviews but no table of their payments; export it as XLSX, or hand over the table of payments as well.",
    "file.incomplete": "The file {file} holds only a part of the interviews on the server; export all of them.",
    "file.not_writable": "The results cannot be written to {file}.",
    "file.exists": "There is a file {file} already; name another one.",
    "file.two_roles": "The file {file} is given twice; interviews, roster and rates are files of their own.",
    "law.snapshot": "The rules that were kept with this version cannot be read.",
}
ROWS = {
    "cell.missing": "This column is needed and is blank.",
    "cell.unreadable": "What stands in this cell cannot be read.",
    "cell.formula_without_value": "This is a formula without a saved value; save the file once in a spreadsheet program or enter the value.",
    "cell.error": "This cell shows an error of a formula.",
    "cell.merged": "This cell is merged over several rows or amounts, so nobody knows whose sum it is; split it.",
    "cell.too_long": "This text is longer than {most} characters.",
    "code.unknown": "“{value}” is not one of the codes: {codes}.",
    "code.duplicate": "“{value}” stands in the file more than once; only the first is used.",
    "interview.taken_back": "The worker did not agree or took the answers back; nothing of this interview is used.",
    "interview.consent_unclear": "“{value}” does not tell whether the worker agreed; nothing of this interview is used.",
    "interview.rows_differ": "“{value}” differs from what row {row} says about the same interview.",
    "index.duplicate": "The index “{value}” stands more than once, so its payments cannot be joined.",
    "number.not_a_number": "“{value}” is not a number.",
    "number.ambiguous_number": "“{value}” can be read as two different numbers.",
    "number.two_currencies": "“{value}” names two currencies.",
    "number.negative": "“{value}” is negative.",
    "amount.absurd": "“{value}” is far larger than any recruitment payment; it looks like a typing error.",
    "amount.other_currency": "“{value}” names another currency than {currency}, which stands in the same row.",
    "amount.missing": "Neither an amount nor a range is given; unknown is not zero.",
    "amount.range_reversed": "The lowest amount is higher than the highest.",
    "amount.outside_range": "The amount lies outside the range given beside it.",
    "refund.above_amount": "More was refunded than was paid.",
    "date.not_a_date": "“{value}” is not a date.",
    "date.ambiguous_year": "The year in “{value}” can be read in two ways.",
    "date.too_long_ago": "This date lies before 1976; a spreadsheet program has probably made it of a short year such as 67.",
    "date.month_missing": "“{value}” has no month.",
    "date.in_future": "{value} lies after the as-of date {as_of}.",
    "payment.no_interview": "No interview has the index “{value}”.",
    "payment.interview_refused": "The interview with the index “{value}” could not be used.",
    "worker.interviewed_twice": "“{value}” was interviewed more than once; only the first interview is used.",
    "roster.current_with_leaving_date": "The worker is current but has a leaving date ({value}).",
    "roster.rows_differ": "“{value}” stands in the roster with different facts; the worker is unresolved.",
    "rate.day_missing": "A rate needs a date to the day.",
    "rate.no_source": "A rate needs its source.",
    "rate.zero": "A rate of zero cannot be used.",
    "rate.absurd": "No currency of these corridors is worth more than {most} baht or next to nothing; the rate looks like a typing error or like the inverse of one.",
    "rate.baht_not_one": "One baht is one baht.",
    "rate.two_values": "Two different rates are given for the same day; neither is used.",
    "rate.other_kept": "Another rate for this day was brought in before ({kept} baht) and is kept; take that file back to use this one.",
    "rate.no_date": "The payment in {currency} has no date, so no rate can be chosen; it is not counted.",
    "rate.vague_date": "The payment in {currency} is dated to the year ({day}) only, so no rate can be chosen; it is not counted.",
    "rate.none": "There is no rate for {currency} on {day} or up to {oldest} days before; the payment is not counted.",
}
TERMS = {
    "interest.rate": "An interest rate lies above 0 and at most 1 (0.05 is five per cent a year).",
    "interest.no_reason": "Interest needs a rate and the reason for it.",
    "flat.no_reason": "A flat amount needs a note of who agreed on it.",
    "flat.amount": "A flat amount lies between 0 and {most} baht.",
    "flat.two_amounts": "Two flat amounts are given for {nationality}.",
    "instalments.number": "The number of instalments lies between 1 and 60.",
}
RECORD = {
    "batch.unknown": "There is no such import.",
    "batch.undone": "This import was taken back already.",
    "batch.depended_on": "This import cannot be taken back, because later work stands on it ({what}).",
    "change.reason_missing": "A correction needs its reason.",
    "consent.answered_later": "A later answer to this question is already on record.",
    "identity.no_name": "At least one name is needed.",
    "identity.unknown": "No identity is recorded for this worker.",
    "journey.left_while_current": "Only a worker who has left has a leaving date.",
    "journey.party_unknown": "The agent or the site is not on record here.",
    "journey.unknown": "There is no such journey, or you may not see it.",
    "journey.worker_missing": "A journey needs the worker's code.",
    "licence.days_reversed": "The licence ends before it begins.",
    "licence.exists": "This licence is already on record.",
    "licence.number_missing": "A licence needs its number.",
    "licence.source_missing": "A licence needs a note of where it was seen.",
    "loan.negative": "A loan cannot be negative.",
    "organisation.operator_only": "Only the person who runs this installation can add an organisation that uses it.",
    "organisation.unknown": "There is no such organisation, or you may not see it.",
    "os_id.wrong": "This is not an OS ID.",
    "party.language_unknown": "This language is not one of the house.",
    "party.name_missing": "A name is needed.",
    "payment.changed_meanwhile": "Somebody else corrected this payment in the meantime. Look at it again first.",
    "payment.negative": "An amount cannot be negative.",
    "payment.range_reversed": "The lowest amount is higher than the highest.",
    "payment.unknown": "There is no such payment, or you may not see it.",
    "place.code_wrong": "This is not the code of a province of Thailand.",
    "role.last_administrator": "An organisation keeps at least one administrator.",
    "role.unknown": "This member does not have this role.",
    "site.exists": "This site is already on record.",
    "terms.currency_missing": "A wage needs its currency.",
    "terms.hours_impossible": "A day has 24 hours and a month at most 31 days.",
    "terms.negative": "A wage cannot be negative.",
    "terms.recorded": "These terms are already on record for this journey.",
    "vault.unreadable": "The identity cannot be read with the keys of this installation.",
    "worker.code_missing": "A worker needs a code.",
    "worker.code_taken": "This code already belongs to another worker.",
    "worker.depended_on": "This worker cannot be removed, because other records stand on it.",
    "worker.unknown": "There is no such worker, or you may not see it.",
    "member.password_weak": "Choose a longer password that is not a common one and not your name.",
    "member.unknown": "There is no such member.",
    "member.username_missing": "A user name is needed.",
    "member.username_taken": "This user name is taken.",
}
AUDITS = {
    "fee_audit.no_title": "A fee audit needs a title.",
    "fee_audit.unknown": "There is no such fee audit, or you may not see it.",
    "import.interviews_first": "Interviews stand on this roster. Take them back first.",
    "import.roster_first": "Bring in the roster first, so that every interview finds its worker.",
    "import.same_file": "The file {file} is in this audit already.",
    "import.undone": "This import was taken back already.",
    "import.unknown": "There is no such import, or you may not see it.",
    "cohort.unknown": "There is no such cohort in the newest plan.",
    "paper.unknown": "There is no such paper.",
    "interview.unknown": "There is no such interview, or you may not see it.",
    "mapping.damaged": "The saved mapping cannot be read; the fault is at {where}.",
    "mapping.file_damaged": "The mapping {file} cannot be used; the fault is at {where}.",
    "mapping.lacks": "The mapping says neither a column nor a value for: {columns}.",
    "mapping.no_title": "A saved mapping needs a title.",
    "mapping.not_json": "The mapping {file} is not JSON; the fault is in line {line}.",
    "mapping.other_kind": "The mapping {file} reads {kind}, not {wanted}.",
    "mapping.payments_apart": "With a mapping, the payments stand in the same file as the interviews, on a sheet of their own if need be.",
    "mapping.shared_refund": "The refund in “{column}” stands beside several amounts and would be taken off each of them.",
    "mapping.title_taken": "Another saved mapping has the name “{title}”.",
    "mapping.unknown": "There is no such saved mapping, or you may not see it.",
    "upload.unknown": "This file no longer waits here. Bring it in again.",
    "plan.no_reason": "A plan needs the reason why it was decided.",
    "plan.no_workers": "There is no roster yet, so nobody can be repaid.",
    "plan_version.unknown": "There is no such version of the plan.",
}
LAW = {
    "law.missing": "The law book cannot be found at {folder}.",
    "law.no_charges": "The law book at {folder} holds no rule about recruitment fees.",
    "law.not_a_map": "{file}: a rule begins with names and values.",
    "law.schema": "{file}, line {line}: {sentence}",
    "law.unreadable": "{file} cannot be read.",
    "law.yaml": "{file}, line {line}: this is not YAML.",
    "rule.unknown": "There is no rule named {rule}.",
}
DIRECTORY = {
    "directory.address_sensitive": "A place that keeps people safe has neither a town nor an address in the directory.",
    "directory.address_wrong": "“{value}” is not the address of a page on the internet (http or https).",
    "directory.clock_wrong": "“{value}” is not a time of the day like 08:30.",
    "directory.day_wrong": "“{value}” is not a day like 2026-11-23.",
    "directory.empty": "The file {file} holds no service; an empty directory helps nobody.",
    "directory.faulty": "The file {file} holds {count} mistakes and was not used. See them with: saphan directory check",
    "directory.field_missing": "“{field}” is missing.",
    "directory.field_twice": "“{field}” is written twice; only the last one would count.",
    "directory.field_unknown": "“{field}” is not a field of a directory.",
    "directory.flag_wrong": "“{field}” is either true or false.",
    "directory.hours_not_printed": "Hours need what the source prints about them (hours_printed).",
    "directory.key_twice": "The key “{value}” stands in the file more than once.",
    "directory.key_wrong": "“{value}” is not a key: small letters, digits and hyphens, at most {most}.",
    "directory.list_wrong": "“{field}” is a list.",
    "directory.map_wrong": "An entry of “{field}” is made of names and values.",
    "directory.name_twice": "Two services are called “{value}”.",
    "directory.not_printed": "The number “{value}” does not stand in what the source prints ({printed}).",
    "directory.number_country": "“{value}” is a telephone number of another country than Thailand, Cambodia, Lao PDR, Myanmar and Viet Nam.",
    "directory.number_trunk": "“{value}” keeps the 0 that is only dialled inside the country.",
    "directory.number_wrong": "“{value}” is not a number that can be dialled.",
    "directory.operator_only": "Only the person who runs this installation can change the directory.",
    "directory.source_missing": "A service needs the page where it was seen (sources).",
    "directory.text_wrong": "“{field}” is one line of text, at most {most} letters; write numbers in quotation marks.",
    "directory.texts_wrong": "“{field}” is a list of texts, each at most {most} letters.",
    "directory.too_large": "The file {file} is too large to be a directory of services.",
    "directory.too_many": "“{field}” holds more than {most} entries.",
    "directory.two_kinds": "“{value}” is two kinds of organisation in this file.",
    "directory.verified_by_missing": "Whoever verified a service is named by their office (verified_by).",
    "directory.word_twice": "“{value}” stands in this list twice.",
    "directory.year_wrong": "“{value}” is not a year of the common era.",
    "import.later": "A later file stands on this one. Take that back first.",
    "service.unknown": "There is no such service in the directory.",
}
_PLACE = re.compile(r"\{([a-z_]+)\}")
RUNNING = {
    "database.behind": "The database is {count} steps behind. Make a backup, then: saphan migrate",
    "installation.unsafe": "The installation is not safe to run: {said}",
    "port.taken": "Port {port} cannot be used: {said}",
    "edition.other_files": "The folder {folder} holds files that are not of an earlier edition. Name a new or empty folder.",
    "edition.not_writable": "Nothing can be written at {folder}. Name a folder inside a folder that you may change.",
    "edition.no_language": "There is no language {language}; there are: {known}.",
}
SENTENCES: Mapping[str, str] = FILES | ROWS | TERMS | RECORD | AUDITS | LAW | DIRECTORY | RUNNING


def sentence(refusal: Refused | RowRefused, words: Words | None = None) -> str:
    """The sentence for a refusal, in English or in the language of ``words``.

    A code without a sentence is shown as it is: better an odd word than silence.
    """
    known = SENTENCES.get(refusal.code)
    if known is None:
        return refusal.code
    facts = {name: str(refusal.facts.get(name, "-")) for name in _PLACE.findall(known)}
    return str(words.told(known, facts)) if words else fill(known, facts)
