{# The figures whose gaps are published, those with a `fairness_family` or gaps themselves, as sums over
   the rows of one semantic model. Complaints watched to the horizon need no curve: their share is a
   plain one. #}
{% macro fairness_terms(semantic_model) %}
    {%- set terms = [] -%}
    {%- for figure in published_figures() if figure.fairness_family or figure.kind == "gap" -%}
        {%- set term = {
            "metric_id": figure.metric_id, "family": figure.get("fairness_family"),
            "ci_method": "cluster_t" if figure.ci_method == "cluster_t" else "cluster_wilson",
            "maturity_days": figure.maturity_days
        } -%}
        {%- if figure.kind == "curve" and semantic_model == "complaints" -%}
            {%- set horizon = figure.horizon_hours * 3600 -%}
            {%- set watched = figure.clock ~ "_fate is not null and "
                ~ add_seconds("received_at", horizon) ~ " <= as_of" -%}
            {%- set settled = figure.clock ~ "_fate = 'event' and "
                ~ figure.clock ~ "_seconds <= " ~ horizon -%}
            {%- do terms.append(dict(
                term, numerator="(" ~ watched ~ " and " ~ settled ~ ")::integer",
                denominator="(" ~ watched ~ ")::integer", units="(" ~ watched ~ ")::integer"
            )) -%}
        {%- elif figure.kind in ("ratio", "gap") and semantic_model_of(figure.numerator).name == semantic_model -%}
            {%- do terms.append(dict(
                term, numerator=measure_by_name(figure.numerator).expr,
                denominator=measure_by_name(figure.denominator).expr,
                units=measure_by_name(figure.get("units", figure.denominator)).expr
            )) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(terms) }}
{% endmacro %}
