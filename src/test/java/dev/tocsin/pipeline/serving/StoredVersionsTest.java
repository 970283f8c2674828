package dev.tocsin.pipeline.serving;

import static dev.tocsin.pipeline.retrain.LoadJob.END;
import static dev.tocsin.pipeline.retrain.LoadJob.LATER;
import static dev.tocsin.pipeline.retrain.LoadJob.calm;
import static dev.tocsin.pipeline.retrain.LoadJob.id;
import static dev.tocsin.pipeline.retrain.LoadJob.job;
import static dev.tocsin.pipeline.retrain.LoadJob.pipeline;
import static dev.tocsin.pipeline.retrain.LoadJob.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Progress;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.retrain.Promote;
import dev.tocsin.pipeline.retrain.RetrainResult;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.store.StoreException;
import dev.tocsin.testing.MemorySource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredVersionsTest {
  private final Path folder;
  private final FileModelStore store;

  StoredVersionsTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = new FileModelStore(folder, 5);
  }

  @Test
  void rollBack_letsAnOldVersionServeAndBeTheNextChampion() {
    Pipeline pipeline = pipeline(calm(), store);
    String first = id(pipeline.retrain(job(), END, Progress.none()));
    String second = id(pipeline.retrain(job(), LATER, Promote.ALWAYS, Progress.none()));
    assertThat(pipeline.versions(job())).extracting(StoredVersion::id).contains(first, second);

    assertThat(pipeline.rollBack(job(), first).id()).isEqualTo(first);

    assertThat(served(pipeline)).isEqualTo(first);
    assertThat(pipeline.versions(job()))
        .filteredOn(StoredVersion::isCurrent)
        .extracting(StoredVersion::id)
        .containsExactly(first);
    RetrainResult next = pipeline.retrain(job(), LATER.plusSeconds(1_800), Progress.none());
    assertThat(next.promotion().champion()).contains(first);
    assertThatThrownBy(() -> pipeline.rollBack(job(), "none"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_FOUND));
  }

  @Test
  void versions_tellOfDamage() throws Exception {
    Pipeline pipeline = pipeline(calm(), store);
    String id = id(pipeline.retrain(job(), END, Progress.none()));
    Files.writeString(folder.resolve("load/versions").resolve(id).resolve("manifest.json"), "{");

    assertThat(pipeline.versions(job()))
        .singleElement()
        .satisfies(version -> assertThat(version.damage()).isPresent())
        .satisfies(version -> assertThat(version.manifest()).isEmpty());
  }

  @Test
  void score_withADamagedPointer_servesTheNewestVersion() throws Exception {
    MemorySource source = calm();
    String id = id(pipeline(source, store).retrain(job(), END, Progress.none()));
    Files.writeString(folder.resolve("load/current"), "\n");

    assertThat(served(pipeline(source, store))).isEqualTo(id);
  }
}
