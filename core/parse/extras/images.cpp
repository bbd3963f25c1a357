#include "parse/extras/images.h"

#include "parse/extraction/valuesteps.h"

namespace creel {

std::vector<Node> imagesWithoutAlt(const Document &document, Steps &steps)
{
    std::vector<Node> found;
    for (Node node = document.root(); node && steps.spend(); node = node.nextInDocument())
        if (node.isHtml(Name::Img) && !node.hasAttribute(Name::Alt))
            found.push_back(node);
    return found;
}

std::vector<ExtractedValue> urlsOfImages(const std::vector<Node> &images, const Url &base, ExtractionLeft &left)
{
    std::vector<ExtractedValue> urls;
    for (const Node image : images) {
        QByteArrayView reference = image.attribute(Name::Src);
        if (reference.isNull())
            reference = image.attribute("data-src");
        // Behind a long base, many short references are much work.
        if (!left.steps.spendForText(reference.size() + base.path().size()))
            break;
        ExtractedValue value{true, {}, image.startTag(), {}};
        if (!reference.isNull()) {
            const Expected<QString, QString> url = absoluteUrl(QString::fromUtf8(reference), base);
            value = url ? ExtractedValue{true, *url, value.source, {}}
                        : ExtractedValue{false, {}, value.source, url.error()};
        }
        urls.push_back(value);
    }
    return urls;
}

} // namespace creel
