#include "parse/structured/structureddata.h"

#include "parse/links.h"
#include "parse/structured/reading.h"

#include <algorithm>

namespace creel {

namespace {

QByteArrayView declaredBase(const Document &document)
{
    for (Node node = document.root(); node; node = node.nextInDocument())
        if (node.isHtml(Name::Base) && node.hasAttribute(Name::Href))
            return node.attribute(Name::Href);
    return {};
}

} // namespace

StructuredData readStructuredData(const Document &document, const Url &page, const StructuredBudget &budget)
{
    structured::Reading reading{document, documentBase(page, declaredBase(document)), Steps(budget.steps)};
    structured::readJsonLd(reading);
    structured::readMicrodata(reading);
    structured::readRdfa(reading);
    structured::readMetaTags(reading);
    reading.data.tooComplex = reading.steps.areSpent();
    return std::move(reading.data);
}

QByteArrayView shortName(QByteArrayView type)
{
    const qsizetype before = std::max({type.lastIndexOf('/'), type.lastIndexOf('#'), type.lastIndexOf(':')});
    return type.sliced(before + 1);
}

QStringList structuredTypes(const StructuredData &data)
{
    QStringList types;
    for (const StructuredItem &item : data.items)
        for (const QByteArray &type : item.types)
            if (const QByteArrayView name = shortName(type); !name.isEmpty())
                types << QString::fromUtf8(name);
    types.sort();
    types.removeDuplicates();
    return types;
}

} // namespace creel
