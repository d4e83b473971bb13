// Lucene on the sentences and questions that bench_retrieval exports; the counterpart of xapian.cc. One thread, one
// merged segment, BM25 with k1 1.2 and b 0.75, English stems and stop words.
//
//   java -cp JARS Lucene.java FOLDER    out: one line of figures
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;

public class Lucene {
  static final Analyzer ANALYZER = new EnglishAnalyzer();

  static IndexSearcher index(Path folder, String name) throws Exception {
    MMapDirectory directory = new MMapDirectory(folder.resolve("lucene-" + name));
    IndexWriterConfig config = new IndexWriterConfig(ANALYZER).setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(256);
    try (IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(folder.resolve(name + ".tsv"))) {
      for (String line; (line = lines.readLine()) != null; ) {
        int tab = line.indexOf('\t');
        Document document = new Document();
        document.add(new StoredField("name", line.substring(0, tab)));
        document.add(new TextField("text", line.substring(tab + 1), Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
    return searcher;
  }

  static BooleanQuery query(String words) throws Exception {
    TreeSet<String> terms = new TreeSet<>();
    try (TokenStream stream = ANALYZER.tokenStream("text", words)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) terms.add(term.toString());
      stream.end();
    }
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    for (String term : terms) builder.add(new TermQuery(new Term("text", term)), BooleanClause.Occur.SHOULD);
    return builder.build();
  }

  static double at(List<Double> ms, double quantile) {
    List<Double> sorted = new ArrayList<>(ms);
    Collections.sort(sorted);
    return sorted.get(Math.min(sorted.size() - 1, (int) (quantile * sorted.size())));
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<String> queries = Files.readAllLines(folder.resolve("queries.tsv"));
    IndexSearcher sentences = index(folder, "sentences"), articles = index(folder, "articles");
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    List<Double> ms = new ArrayList<>(), first = new ArrayList<>();
    for (int round = 0; round < 8; ++round) { // the compiler needs a few rounds
      for (String line : queries) {
        long start = clock.getCurrentThreadCpuTime();
        sentences.search(query(line.substring(line.indexOf('\t') + 1)), 10);
        double took = (clock.getCurrentThreadCpuTime() - start) / 1e6;
        if (round == 0) first.add(took);
        if (round >= 6) ms.add(took);
      }
    }
    double right = 0, reciprocal = 0, sum = 0;
    for (String line : queries) {
      int tab = line.indexOf('\t');
      int rank = 0;
      for (ScoreDoc hit : articles.search(query(line.substring(tab + 1)), 10).scoreDocs) {
        ++rank;
        if (!articles.doc(hit.doc).get("name").equals(line.substring(0, tab))) continue;
        reciprocal += 1.0 / rank;
        if (rank == 1) ++right;
        break;
      }
    }
    for (double value : ms) sum += value;
    System.out.printf(Locale.ROOT, "Lucene\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.4f\t%.4f%n", sum / ms.size(), at(ms, 0.5),
        at(ms, 0.95), at(ms, 0.99), at(first, 0.5), right / queries.size(), reciprocal / queries.size());
  }
}
