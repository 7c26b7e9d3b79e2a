package io.arrowgate.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.sink.DeadLetterHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends the originals of letters, fetch by fetch: what was sent and how far it came become durable together. */
final class Replay {
    private final LetterTopic letters;
    private final Predicate<Letter> filter;
    private final ReplayTarget target;
    private final List<String> cut = new ArrayList<>();
    private long sent;

    Replay(LetterTopic letters, Predicate<Letter> filter, ReplayTarget target) {
        this.letters = letters;
        this.filter = filter;
        this.target = target;
    }

    /**
     * What a replay did.
     *
     * @param sent how many records
     * @param cut places of the letters that could not be sent, because they are not whole
     */
    record Result(long sent, List<String> cut) {}

    /** @param progress is told after each fetch how many records were sent */
    Result run(LongConsumer progress) {
        while (letters.remaining() > 0) {
            target.begin();
            letters.poll(letter -> {
                if (filter.test(letter)) {
                    send(letter);
                }
            });
            target.commit(letters.positions());
            progress.accept(sent);
        }
        return new Result(sent, List.copyOf(cut));
    }

    private void send(Letter letter) {
        if (letter.isCut()) {
            cut.add(letter.place());
            return;
        }
        target.send(original(letter));
        sent++;
    }

    /** The raw record as it was, to the partition where it was, with a header that says where it comes from. */
    private ProducerRecord<byte[], byte[]> original(Letter letter) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : letter.originalHeaders()) {
            if (!header.key().equals(DeadLetterHeaders.REPLAYED_FROM)) {
                headers.add(header);
            }
        }
        headers.add(
                DeadLetterHeaders.REPLAYED_FROM,
                "%s/%s".formatted(letters.name(), letter.place()).getBytes(UTF_8));
        // A series lives in one partition.
        return new ProducerRecord<>(
                letter.topic(),
                letter.partition(),
                letter.record().timestamp(),
                letter.record().key(),
                letter.record().value(),
                headers);
    }
}
