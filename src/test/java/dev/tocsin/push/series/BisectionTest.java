package dev.tocsin.push.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.push.Reports;
import dev.tocsin.push.delivery.DropReason;
import dev.tocsin.push.delivery.Drops;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.series.Labels;
import dev.tocsin.testing.RecordingReceiver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a write request is cut, whatever the receiver says; what it brings is RemoteWriteTest's. */
class BisectionTest {
  @Test
  void deliver_goesOnWhereItWasWhenAPieceHasToWait() {
    List<Integer> statuses = List.of(400, 204, 503, 204);
    try (RecordingReceiver receiver = RecordingReceiver.answering(statuses::get)) {
      RemoteWrite channel =
          new RemoteWrite(Reports.receiver(receiver.uri()), SeriesNaming.standard());
      Report report =
          Reports.of(
              Reports.verdict(Labels.of("a", "1"), 1), Reports.verdict(Labels.of("a", "2"), 1));
      Parcel parcel = channel.pack(report, Reports.NOW).parcels().get(0);
      assertThat(channel.deliver(parcel)).isInstanceOf(Outcome.Later.class);
      assertThat(channel.deliver(parcel)).isEqualTo(Outcome.sent(2));
      assertThat(receiver.requests()).hasSize(4);
      assertThat(receiver.requests().get(3).body())
          .contains("2")
          .isEqualTo(receiver.requests().get(2).body());
    }
  }

  @Test
  void deliver_boundsItsWorkWhereEverySampleIsRefused() {
    try (RecordingReceiver receiver = RecordingReceiver.answering(number -> 400)) {
      RemoteWrite channel =
          new RemoteWrite(Reports.receiver(receiver.uri()), SeriesNaming.standard());
      SeriesVerdict[] series = new SeriesVerdict[2_000];
      for (int i = 0; i < series.length; i++) {
        series[i] = Reports.verdict(Labels.of("a", Integer.toString(i)), 1);
      }
      Parcel parcel = channel.pack(Reports.of(series), Reports.NOW).parcels().get(0);
      Outcome.Done done = (Outcome.Done) channel.deliver(parcel);
      assertThat(done.drops()).isEqualTo(Drops.of(DropReason.REFUSED, 2_000));
      assertThat(receiver.requests()).hasSizeLessThan(300);
    }
  }
}
